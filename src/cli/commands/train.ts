import { readFile } from 'node:fs/promises';
import type { Choices, DatasetSummary, Id, Listener, Phase, RecipeInput, RunSummary } from '../../engine/api.ts';
import { cautionsOf } from '../../core/cautions.ts';
import { DEFAULT_FOLDER } from '../checkpoint_folder.ts';
import type { Answer, Call, Command } from '../command.ts';
import { datasetOptions, datasetUsage, openDataset } from '../dataset.ts';
import { holdFolder } from '../folder_hold.ts';
import { checkTaken, giveCodes, givenText } from '../given_codes.ts';
import { encodedItems, encodedText, encoderOptions } from '../encoder_options.ts';
import { huggingFaceOptions, huggingFaceOut, writeHuggingFace } from '../hugging_face.ts';
import { onInterrupt } from '../interrupt.ts';
import { commonOptions, type Arguments, type OptionTable } from '../options.ts';
import { checkWritable } from '../output_file.ts';
import { checkKeptRun, settledRecipe } from '../kept_run.ts';
import { recipeOptions } from '../recipe.ts';
import { asChoices } from '../remembered_variants.ts';
import { shellLine } from '../shell.ts';
import { runText } from '../run_text.ts';
import { isOver, leavesModel, saveModel } from '../saved_model.ts';
import { trainingListener } from '../training_progress.ts';
import { UsageError } from '../usage_error.ts';

/** Where the result goes. */
const outputs: OptionTable = {
  snapshot: { value: 'FILE', help: 'saves the trained model, as safetensors' },
  receipt: {
    help: 'with --snapshot: the file says all that training it again takes, the digest of the data among it, so that lab verify can',
  },
  states: {
    help: 'with --snapshot and --receipt: up to three whole states of the training go along, so that lab verify can begin there',
  },
  ...huggingFaceOptions,
  precision: { value: 'FORM', help: 'how --snapshot stores weights: f32 (default) or int8, a quarter of the size' },
};

export const command: Command = {
  name: 'train',
  usage: datasetUsage,
  summary: 'Trains a model, chooses the best epoch on validation, tests it once beside the baselines.',
  options: {
    ...recipeOptions,
    ...encoderOptions,
    ...outputs,
    ids: {
      value: 'FILE',
      help: 'codes of the items that somebody has published, {"item": ["<a_12>", …], …}, for a model that knows items by codes',
    },
    variants: { value: 'RUN.json', help: 'kernel variants of an earlier run (its --json), to repeat its bits' },
    'no-baselines': { help: 'leaves the baselines out' },
    checkpoints: {
      value: 'FOLDER',
      help: `keeps the unfinished run here every 10 s (Ctrl-C keeps it in ${DEFAULT_FOLDER})`,
    },
    steps: { value: 'N', help: 'pauses after so many steps, and keeps the run where --checkpoints says' },
    resume: { help: 'goes on with the kept run, to the same bits; data and cleaning must be the same' },
    discard: { help: 'forgets the kept run and starts afresh' },
    'go-on': {
      value: 'EPOCHS',
      help: 'trains the run that was over last in the folder of --checkpoints for so many more epochs, to the bits of one that had them from the beginning',
    },
    ...datasetOptions,
  },
  run: train,
};

async function train(call: Call): Promise<Answer> {
  const { engine, arguments: given, progress, keeping } = call;
  const folder = given.text('checkpoints') ?? DEFAULT_FOLDER;
  const pausing = pausingOf(given);
  const more = given.whole('go-on', 1);
  const { snapshot, precision, receipt, states, folder: hub } = outputsOf(given);
  const variants = await variantsOf(given.text('variants'));
  keeping.folder = folder;
  await checkKeptRun(call, folder);
  if (given.text('checkpoints') !== undefined || given.flag('resume') || more !== undefined) await holdFolder(folder);
  const { summary: dataset, text: datasetText } = await openDataset(call);
  progress.say(datasetText);
  const recipe = await recipeOf(call, dataset.id);
  // Unless a folder was asked for, nothing is written before Ctrl-C.
  if (given.text('checkpoints') === undefined && recipe !== null) keeping.folder = null;

  const interrupted = onInterrupt(engine, (phase) => {
    keeping.folder = folder;
    progress.say(`lab: ${pausingText(phase)}; Ctrl-C again ends at once and keeps nothing more`);
  });
  const listen = interrupted.watch(trainingListener(progress));
  const run = await trained(call, { recipe, dataset: dataset.id, more, variants }, listen, pausing);
  interrupted.release();
  const title = (await engine.models()).find(({ name }) => name === run.recipe.model)?.title ?? run.recipe.model;
  // What cannot be measured is no reason to say nothing: saving, which states the price, fails for it afterwards.
  const { pause, ...failed } = await unfinished(call, run, dataset, folder);
  const priced = precision === 'int8' && leavesModel(run);
  const price = priced ? await engine.quantizationPrice(run.id).catch(() => null) : null;
  return {
    json: {
      ...run,
      cautions: run.test === null ? [] : cautionsOf(run.test),
      ...(price === null ? {} : { quantizationPrice: price }),
    },
    text: [runText(run, dataset, title), ...(pause === undefined ? [] : [pause])].join('\n'),
    ...failed,
    afterwards: async () => {
      const said: string[] = [];
      if (snapshot !== undefined && leavesModel(run)) {
        said.push(await saveModel(engine, run, snapshot, { precision, price, receipt, states }));
      }
      if (hub !== undefined && leavesModel(run)) said.push(await writeHuggingFace(call, run.id, hub, { receipt }));
      // Only now is nothing lost with it. Whoever named a folder may go on from it.
      if (isOver(run)) await (given.has('checkpoints') || more !== undefined ? engine.settle() : engine.discard());
      return said.length === 0 ? null : said.join('\n');
    },
  };
}

/** A new run of the recipe; without one the kept run, which goes on: for more epochs, where it was over. */
const trained = (
  { engine, arguments: given }: Call,
  what: {
    readonly recipe: RecipeInput | null;
    readonly dataset: Id;
    readonly more: number | undefined;
    readonly variants: Choices | undefined;
  },
  listen: Listener,
  pausing: { readonly steps?: number },
): Promise<RunSummary> => {
  const { recipe, dataset, more, variants } = what;
  if (recipe !== null) {
    const recorded = variants === undefined ? {} : { variants };
    return engine.train(recipe, listen, { baselines: !given.flag('no-baselines'), ...pausing, ...recorded });
  }
  return more === undefined
    ? engine.recover(dataset, listen, pausing)
    : engine.goOn({ dataset, epochs: more }, listen, pausing);
};

/** What the first Ctrl-C comes to in a phase. */
const pausingText = (phase: Phase): string => {
  if (phase === 'preparing') return 'pausing before the first step, once all is prepared';
  return phase === 'finished' ? 'training is over, the result follows' : 'pausing after this step';
};

/** Where `--steps` pauses the run. @throws UsageError where it would not be kept */
function pausingOf(given: Arguments): { readonly steps?: number } {
  const steps = given.whole('steps', 1);
  if (steps === undefined) return {};
  if (given.text('checkpoints') !== undefined) return { steps };
  throw new UsageError('--steps needs --checkpoints FOLDER, where the run is kept until it goes on');
}

/** Where the model goes, and how. @throws UsageError */
function outputsOf(given: Call['arguments']) {
  const snapshot = given.text('snapshot');
  const folder = huggingFaceOut(given, [...given.files, snapshot ?? '']);
  for (const name of ['precision', 'receipt']) {
    if (snapshot !== undefined || !given.has(name) || (name === 'receipt' && folder !== undefined)) continue;
    throw new UsageError(`--${name} needs --snapshot FILE`);
  }
  const [receipt, states] = [given.flag('receipt'), given.flag('states')];
  if (states && (snapshot === undefined || !receipt))
    throw new UsageError('--states needs --snapshot FILE and --receipt');
  if (snapshot !== undefined) checkWritable('snapshot', snapshot, given.files);
  return { snapshot, folder, precision: given.choice('precision', ['f32', 'int8']), receipt, states };
}

/** What is trained, with the codes of `--ids` or the vectors of `--encoder` where they are given; null where a kept run goes on. */
async function recipeOf(call: Call, dataset: Id): Promise<RecipeInput | null> {
  const codes = await giveCodes(call, dataset);
  if (codes !== null) call.progress.say(givenText(codes));
  const recipe = await settledRecipe(call, dataset);
  if (codes !== null && recipe !== null) await checkTaken(call, recipe);
  const encoded = await encodedItems(call, dataset, recipe?.training?.vectors);
  if (encoded === null) return recipe;
  call.progress.say(encodedText(encoded));
  return recipe && { ...recipe, training: { ...recipe.training, vectors: encoded.vectors } };
}

/** Why a run is not over, and how it goes on; a pause that was asked for is no failure. */
async function unfinished(
  call: Call,
  run: RunSummary,
  dataset: DatasetSummary,
  folder: string,
): Promise<{ failure?: string; pause?: string }> {
  if (isOver(run)) return {};
  if (run.phase !== 'paused') return { failure: `train: ${run.note}` };
  if ((await call.engine.unfinished())?.step !== run.steps) {
    return { failure: `train: paused at step ${run.steps} of ${dataset.name}, and it could not be kept: it ends here` };
  }
  const where = folder === DEFAULT_FOLDER ? [] : ['--checkpoints', folder];
  // With its outputs: once a run is finished its checkpoint goes, and a model that was not asked for goes with it.
  const words = call.arguments.words({ ...datasetOptions, ...encoderOptions, ...outputs, json: commonOptions.json });
  const line = shellLine(['lab', 'train', ...words, ...where, '--resume']);
  const pause = `paused at step ${run.steps} of ${dataset.name}, kept in ${folder}; go on with: ${line}`;
  return call.arguments.has('steps') ? { pause } : { failure: `train: ${pause}` };
}

async function variantsOf(path: string | undefined): Promise<Choices | undefined> {
  if (path === undefined) return undefined;
  const run = await readFile(path, 'utf8')
    .then((text): unknown => JSON.parse(text))
    .catch(() => null);
  const variants = typeof run === 'object' && run !== null && 'variants' in run ? asChoices(run.variants) : null;
  if (variants === null) throw new UsageError(`--variants: ${path} is not the --json of a run`);
  return variants;
}
