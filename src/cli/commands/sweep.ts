import type { SweepGrid, SweepRun, SweepTable } from '../../engine/api.ts';
import { counted } from '../../core/counted.ts';
import { assigned } from '../../core/value.ts';
import type { Answer, Call, Command } from '../command.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import type { Arguments, OptionTable } from '../options.ts';
import { checkWritable } from '../output_file.ts';
import { checkNewFolder, writeFolder } from '../output_folder.ts';
import { recipeOf, recipeOptions, variedOf } from '../recipe.ts';
import { readFrom, resultsIn, resultsText, trainInTurn, writeResults } from '../results_file.ts';
import { sweepText } from '../sweep_text.ts';
import { UsageError } from '../usage_error.ts';

const RESULTS = 'sweep.json';

const ofEach = Object.fromEntries(Object.entries(recipeOptions).filter(([name]) => name !== 'seed'));

const sweepOptions: OptionTable = {
  over: {
    value: 'NAME=A,B',
    multiple: true,
    help: 'values that a setting takes in turn; of a list, words with + between',
  },
  seeds: { value: 'N,N', help: 'each setting is trained with each of these (1)' },
  budget: { value: 'EPOCHS', help: 'begins no further run once so many epochs were trained, kept runs among them' },
  results: { value: 'FILE', help: `where runs are kept as they end (${RESULTS})` },
  eject: { value: 'ray', help: 'trains nothing here, and writes the sweep as a job of Ray Tune; needs --out' },
  out: { value: 'OUT', help: 'with --eject: a new folder, or a file that ends in .zip' },
};

export const command: Command = {
  name: 'sweep',
  usage: datasetUsage,
  summary: 'Trains a grid of settings one after another and says which is best, and what can be told apart from it.',
  options: { ...sweepOptions, ...ofEach, ...datasetOptions },
  run: (call) => (call.arguments.has('eject') ? ejectSweep(call) : sweep(call)),
};

/** Trains what the file of results lacks, and keeps each run as it ends: after Ctrl-C the same line goes on. */
async function sweep(call: Call): Promise<Answer> {
  const { engine, arguments: given, progress } = call;
  given.refuse(['out'], 'it is for --eject');
  const path = given.text('results') ?? RESULTS;
  const budget = given.whole('budget', 1) ?? Infinity;
  checkWritable('results', path, given.files);
  const { grid, dataset } = await gridOf(call);
  let table = await readFrom(path, (text) => engine.sweep(grid, text));
  const wanted = table.todo;
  const stopped = await trainInTurn(call, {
    command: 'sweep',
    todo: wanted,
    title: ({ values, seed }) => `${assigned(values)}, seed ${seed}`,
    recipe: ({ recipe }) => Promise.resolve(recipe),
    async keep(_, run) {
      const { runs } = JSON.parse((await resultsIn(path)) || resultsText([])) as { runs: SweepRun[] }; // as `sweep` has read it
      const text = resultsText([...runs, await engine.sweepRun(run.id)]);
      await writeResults(path, text);
      table = await engine.sweep(grid, text);
    },
    goesOn: () => epochsOf(table) < budget,
  });
  const left = table.todo.length;
  if (left > 0 && !stopped) progress.say(`The budget of ${counted(budget, 'epoch')} is used up.`);
  const failure = `sweep: stopped; ${left} of ${wanted.length} runs are left, and the same line goes on`;
  return {
    json: table,
    text: `${dataset}\n${sweepText(table, path)}`,
    ...(stopped && left > 0 ? { failure } : {}),
  };
}

async function ejectSweep(call: Call): Promise<Answer> {
  const { engine, arguments: given, progress } = call;
  given.choice('eject', ['ray']);
  const out = given.text('out');
  if (out === undefined) throw new UsageError('--eject needs --out OUT, a new folder or a file that ends in .zip');
  given.refuse(['results', 'budget'], 'with --eject nothing is trained here');
  checkNewFolder('out', out, given.files);
  const { grid, dataset } = await gridOf(call);
  const { zip, ...made } = await engine.project({ sweep: grid }, (done) =>
    progress.update(`packing the project: ${Math.round(100 * done)} %`),
  );
  const { todo } = await engine.sweep(grid);
  return {
    json: { ...made, bytes: zip.length, trials: todo.length },
    text: `${dataset}\n${counted(todo.length, 'trial')}. It holds the interactions themselves: give it only to people who may have them.`,
    async afterwards() {
      await writeFolder(zip, out);
      return `Written to ${out}: ${counted(made.files.length, 'file')}; python tune.py trains them, README.md says more.`;
    },
  };
}

async function gridOf(call: Call): Promise<{ readonly grid: SweepGrid; readonly dataset: string }> {
  const over = await variedOf(call);
  if (over.length === 0) throw new UsageError('--over NAME=A,B is missing; lab models lists the settings');
  const seeds = seedsOf(call.arguments);
  const { summary, text } = await openDataset(call);
  const recipe = await recipeOf(call, summary.id);
  return { grid: { recipe, over, seeds }, dataset: text };
}

/** @throws UsageError */
function seedsOf(given: Arguments): readonly number[] {
  const words = (given.text('seeds') ?? '1').split(',');
  const wrong = words.find((word) => !/^\d{1,10}$/.test(word));
  if (wrong !== undefined) throw new UsageError(`--seeds has '${wrong}', expected whole numbers between commas`);
  return words.map(Number);
}

const epochsOf = ({ rows }: SweepTable): number =>
  rows.flatMap(({ runs }) => runs).reduce((sum, { epochs }) => sum + epochs, 0);
