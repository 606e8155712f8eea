/** What `npm test` and `npm run check` have in common: steps that run in lanes, and a table of what came of them. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { endAll, run } from './children.mjs';
import { inLanes } from './lanes.mjs';

/** As many as there are cores: a software adapter's threads spin while they wait, and take the time of whatever else runs. */
const LANES = availableParallelism();
const INTERRUPTED = 130;

/** A command counts as one check. */
export const command =
  (...words) =>
  async (options) => {
    const { ok, ...ran } = await run(words, options);
    return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, ...ran };
  };

/** `vitest run` counts its tests, and one failure more where a file could not even be run. */
export const vitest =
  (...words) =>
  async (options) => {
    const folder = mkdtempSync(join(tmpdir(), 'nextup-report-'));
    const report = join(folder, 'report.json');
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const { ok, ...ran } = await run(['vitest', 'run', ...words, ...reporters], options);
    const text = existsSync(report) ? readFileSync(report, 'utf8') : null;
    rmSync(folder, { recursive: true });
    if (text === null) return { passed: 0, failed: 1, ...ran };
    const { numPassedTests: passed, numFailedTests, numPendingTests: skipped } = JSON.parse(text);
    const failed = ok ? numFailedTests : Math.max(1, numFailedTests);
    return { passed, failed, note: skipped === 0 ? '' : `${skipped} skipped`, ...ran };
  };

/**
 * Runs steps, prints what each wrote once it has ended, then the table; sets the exit status.
 *
 * @param steps  as lanes.mjs takes them, each with `run`, which is given `{ env, live }`
 * @param env  for all commands; a step may add to it
 */
export async function runSteps(steps, env = {}) {
  const interrupted = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      interrupted.abort();
      endAll();
    });
  }
  const live = steps.length === 1; // nothing else writes between its lines
  const began = performance.now();
  const results = await inLanes(steps, { lanes: LANES, signal: interrupted.signal }, async (step, before) => {
    const missing = step.needs?.find((need) => before.has(need) && !succeeded(before.get(need)));
    const since = performance.now();
    if (!live) console.log(`· ${step.name} ${missing === undefined ? 'begins' : 'is skipped'}`);
    const result =
      missing === undefined ? await step.run({ env, live }) : { note: `skipped, because ${missing} failed` };
    const whole = { passed: 0, failed: 0, note: '', output: '', cpuSeconds: null, ...result };
    if (whole.output !== '') console.log(`\n── ${step.name} ──\n${whole.output}`);
    return { ...whole, seconds: secondsSince(since) };
  });
  summarise(results, secondsSince(began));
  if (interrupted.signal.aborted) process.exitCode = INTERRUPTED;
}

const secondsSince = (start) => (performance.now() - start) / 1000;

/** Nothing failed, and it was run. */
const succeeded = ({ passed, failed }) => passed > 0 && failed === 0;

function summarise(results, seconds) {
  const all = [...results.values()];
  const sum = (key) => all.reduce((total, result) => total + (result[key] ?? 0), 0);
  console.log('\nstep      seconds  of CPU  result');
  for (const [name, result] of results) console.log(row(name, result.seconds, result.cpuSeconds, outcome(result)));
  console.log(row('all', seconds, all.some(({ cpuSeconds }) => cpuSeconds !== null) ? sum('cpuSeconds') : null, ''));
  const failed = sum('failed');
  console.log(`\n${sum('passed')} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

const row = (name, seconds, cpuSeconds, remark) =>
  `${name.padEnd(9)} ${seconds.toFixed(1).padStart(7)} ${(cpuSeconds?.toFixed(1) ?? '–').padStart(7)}  ${remark}`.trimEnd();

function outcome({ passed, failed, note }) {
  const counts = passed + failed === 0 ? '' : `${passed} passed${failed === 0 ? '' : `, ${failed} failed`}`;
  return [counts, note].filter((part) => part !== '').join('; ');
}

/** The steps of these names; ends the process where there is no such step. */
export function chosenFrom(steps, names) {
  const unknown = names.filter((name) => steps.every((step) => step.name !== name));
  if (unknown.length > 0) {
    const known = steps.map(({ name }) => name).join(', ');
    console.error(`test: there is no step ${unknown.join(', ')}, expected some of ${known}`);
    process.exit(2);
  }
  return names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name));
}
