/**
 * `npm test`: every check of the project, one after another; the last line is `N passed, N failed`. `npm test -- types unit`
 * runs only those steps.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { requireChromium } from './chromium.mjs';

const root = join(import.meta.dirname, '..');
const reports = mkdtempSync(join(tmpdir(), 'nextup-test-'));
const bin = join(root, 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };

/** A command counts as one check. */
const command =
  (...words) =>
  () => {
    const { status } = spawnSync(words[0], words.slice(1), { cwd: root, env, stdio: 'inherit' });
    return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  };

/** A vitest project counts its tests, and one failure more where a file could not even be run. */
const project = (name) => () => {
  const report = join(reports, `${name}.json`);
  const words = ['run', '--project', name, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const { status } = spawnSync('vitest', words, { cwd: root, env, stdio: 'inherit' });
  if (!existsSync(report)) return { passed: 0, failed: 1 };
  const { numPassedTests: passed, numFailedTests, numPendingTests: skipped } = JSON.parse(readFileSync(report, 'utf8'));
  const failed = status === 0 ? numFailedTests : Math.max(1, numFailedTests);
  return { passed, failed, note: skipped === 0 ? '' : `${skipped} skipped` };
};

const chromium = () => {
  try {
    env.CHROMIUM = requireChromium();
    return { passed: 1, failed: 0, note: env.CHROMIUM };
  } catch (error) {
    console.error(error.message);
    return { passed: 0, failed: 1 };
  }
};

/** `needs` names steps without which this one says nothing. */
const steps = [
  { name: 'types', run: command('tsc', '--noEmit') },
  { name: 'eslint', run: command('eslint', '.', '--max-warnings', '0') },
  { name: 'prettier', run: command('prettier', '--check', '.') },
  { name: 'unit', run: project('unit') },
  { name: 'build', run: command('vite', 'build') },
  { name: 'size', needs: ['build'], run: command('node', 'scripts/size.mjs') },
  { name: 'chromium', run: chromium },
  { name: 'dawn', needs: ['chromium'], run: project('dawn') },
  { name: 'e2e', needs: ['build', 'chromium'], run: project('e2e') },
  { name: 'budgets', needs: ['build', 'chromium'], run: command('node', 'scripts/budgets.mjs') },
];

const chosen = process.argv.length > 2 ? process.argv.slice(2) : steps.map(({ name }) => name);
const unknown = chosen.filter((name) => steps.every((step) => step.name !== name));
if (unknown.length > 0) {
  console.error(
    `test: there is no step ${unknown.join(', ')}, expected some of ${steps.map(({ name }) => name).join(', ')}`,
  );
  process.exit(2);
}
const results = new Map();
for (const { name, needs = [], run } of steps.filter((step) => chosen.includes(step.name))) {
  console.log(`\n── ${name} ──`);
  const began = performance.now();
  const missing = needs.find((need) => chosen.includes(need) && !succeeded(need));
  const result = missing === undefined ? run() : { passed: 0, failed: 0, note: `skipped, because ${missing} failed` };
  results.set(name, { note: '', ...result, seconds: (performance.now() - began) / 1000 });
}
rmSync(reports, { recursive: true });
summarise();

/** Nothing failed, and it was run. */
function succeeded(name) {
  const { passed, failed } = results.get(name);
  return passed > 0 && failed === 0;
}

function summarise() {
  const total = { passed: 0, failed: 0 };
  console.log('\nstep      seconds  result');
  for (const [name, { passed, failed, seconds, note }] of results) {
    total.passed += passed;
    total.failed += failed;
    const outcome = passed + failed === 0 ? '' : `${passed} passed${failed === 0 ? '' : `, ${failed} failed`}`;
    const remark = [outcome, note].filter((part) => part !== '').join('; ');
    console.log(`${name.padEnd(9)} ${seconds.toFixed(1).padStart(7)}  ${remark}`);
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed === 0 ? 0 : 1;
}
