/**
 * `npm run check`: types, lint and layout of the files that a change touches, and the unit tests that import them; the change
 * is what differs from where this branch left main (`npm run check -- --base=REF`: from another branch). `npm test` says the rest.
 */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { root } from './steps/children.mjs';
import { command, runSteps, vitest } from './steps/steps.mjs';

const { values } = parseArgs({ options: { base: { type: 'string', default: 'main' } } });
const git = (...words) => execFileSync('git', words, { cwd: root, encoding: 'utf8' }).trim();
const linesOf = (text) => text.split('\n').filter((line) => line !== '');

/** Where the change begins. */
function beginning() {
  for (const ref of [values.base, `origin/${values.base}`]) {
    try {
      return git('merge-base', 'HEAD', ref);
    } catch {
      // there is no such branch here
    }
  }
  console.error(`check: there is no branch ${values.base} to compare with; name another one with --base=REF`);
  return process.exit(2);
}

const base = beginning();
const changed = [
  ...linesOf(git('diff', '--name-only', '--diff-filter=d', base)),
  ...linesOf(git('ls-files', '--others', '--exclude-standard')),
];
const typed = changed.filter((file) => /\.tsx?$/.test(file));
console.log(`check: ${changed.length} files differ from ${base.slice(0, 12)}`);

const remembered = 'node_modules/.cache/check.tsbuildinfo';
await runSteps([
  { name: 'unit', run: vitest('--project', 'unit', `--changed=${base}`, '--passWithNoTests') },
  { name: 'types', run: command('tsc', '--noEmit', '--incremental', '--tsBuildInfoFile', remembered) },
  ...(typed.length === 0 ? [] : [{ name: 'oxlint', run: command('oxlint', ...typed) }]),
  ...(changed.length === 0
    ? []
    : [{ name: 'oxfmt', run: command('oxfmt', '--check', '--no-error-on-unmatched-pattern', ...changed) }]),
  // It reads all files by itself, so no import leads to it.
  { name: 'layers', run: vitest('--project', 'unit', 'src/architecture.test.ts') },
]);
