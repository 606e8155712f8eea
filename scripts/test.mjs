/** `npm test`: every check of the project; the last line is `N passed, N failed`. `npm test -- types unit` runs only those steps. */
import { join } from 'node:path';
import { root, run } from './steps/children.mjs';
import { chosenFrom, command, runSteps, vitest } from './steps/steps.mjs';

/** For all commands; what an early step made, the later ones use. */
const env = {};

async function build(options) {
  const result = await command('vite', 'build')(options);
  if (result.failed === 0) env.NEXTUP_PAGE = join(root, 'dist');
  return result;
}

async function chromium() {
  const result = await command('node', 'scripts/chromium.mjs')({});
  if (result.failed === 0) env.CHROMIUM = result.output.trim().split('\n').at(-1);
  return result;
}

const onPage = { needs: ['build', 'chromium'] };
/** What takes longest begins first; a lane that is free takes the next. */
const steps = [
  { name: 'build', run: build },
  { name: 'chromium', run: chromium },
  { name: 'e2e', ...onPage, run: vitest('--project', 'e2e') },
  { name: 'unit', run: vitest('--project', 'unit') },
  { name: 'e2e-gpu', ...onPage, run: vitest('--project', 'e2e-gpu') },
  { name: 'dawn', needs: ['chromium'], run: vitest('--project', 'dawn') },
  { name: 'oxlint', run: command('oxlint') },
  { name: 'types', run: command('tsc', '--noEmit') },
  { name: 'oxfmt', run: command('oxfmt', '--check') },
  { name: 'size', needs: ['build'], run: command('node', 'scripts/size.mjs') },
  { name: 'budgets', ...onPage, alone: true, run: command('node', 'scripts/budgets.mjs') },
];

await runSteps(chosenFrom(steps, process.argv.slice(2)), env);
