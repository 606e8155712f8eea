import { baselines } from '../../evaluate/baselines/registry.ts';
import { trainingTable } from '../../train/settings.ts';
import type { Common } from '../common.ts';
import type { Data } from '../data/make.ts';
import { inPercent } from '../in_percent.ts';
import { settle } from '../settle.ts';
import { BaselineFits } from './baseline_fits.ts';
import type { RunDoor } from './door.ts';
import { Estimates } from './estimates.ts';
import { Encoders } from './encoders.ts';
import { Encoding } from './encoding.ts';
import { evaluate } from './evaluation.ts';
import { Library } from './library.ts';
import { modelCards } from './model_cards.ts';
import type { RecipeInput } from './messages.ts';
import { recipeDigest } from './recipe_digest.ts';
import { completeRecipe } from './recipes.ts';
import { Runs } from './runs.ts';
import { sweepRun, sweepTable } from './sweeping.ts';
import { tokenize, tokenizerCards } from './tokenizing.ts';
import { Training } from './training.ts';
import { walk } from './walk.ts';
import { watch } from './watched.ts';

/** The runs of a session, and the door to them. */
export interface Running {
  readonly door: RunDoor;
  readonly runs: Runs;
  readonly library: Library;
  readonly training: Training;
  readonly fits: BaselineFits;
}

export function makeRun({ platform, sessions, inquiries }: Common, { datasets, kept }: Data): Running {
  const runs = new Runs();
  const library = new Library(platform, runs);
  const training = new Training(platform, sessions, datasets, kept, runs, library);
  const fits = new BaselineFits();
  const encoders = new Encoders(platform);
  const encoding = new Encoding(platform, datasets, encoders);
  const estimates = new Estimates(
    platform,
    sessions,
    datasets,
    () => runs.paces(),
    () => training.holder,
  );

  const digestOf = async (input: RecipeInput): Promise<string> => {
    const { dataset, guessed } = datasets.get(input.dataset);
    return recipeDigest(await completeRecipe(input, dataset, datasets.audit(input.dataset), guessed));
  };

  const door: RunDoor = {
    models: () => Promise.resolve(modelCards()),
    training: () => Promise.resolve({ settings: trainingTable }),
    baselines: () =>
      Promise.resolve(
        baselines.map(({ name, title, description, readsText = false }) => ({ name, title, description, readsText })),
      ),
    tokenizers: () => Promise.resolve(tokenizerCards()),
    bringEncoder: (files, options) => encoders.bring(files, options),
    encoders: () => encoders.list(),
    forgetEncoder: (encoder) => encoders.forget(encoder),
    encode: (dataset, encoder, progress) =>
      inquiries.ask('encode', (pace) => encoding.encode(dataset, encoder, pace, progress)),
    tokenize: (dataset, options = {}, progress) =>
      inquiries.ask('tokenize', (pace) =>
        tokenize({ platform, sessions, datasets }, dataset, options, {
          ...pace,
          onProgress: progress && inPercent(progress),
        }),
      ),

    preview: async (source, shaping, model) => {
      const { preview, bare } = await datasets.preview(source, shaping);
      const none = { estimate: null, unfit: null };
      const { estimate, unfit } = model === undefined ? none : await estimates.ofPreview(model, bare, preview);
      return { ...preview, shaping: bare.shaping, estimate, unfit };
    },
    estimate: (recipe, options = {}) => estimates.of(recipe, options),

    train: (recipe, listen, options) => training.train(recipe, listen, options),
    pause: (run) => settle(() => training.pause(run)),
    resume: (run, listen) => training.resume(run, listen),
    step: (run, listen) => training.step(run, listen),
    watch: (run, user) => inquiries.ask('watch', (pace) => watch(runs.get(run), runs.model(run).reader, user, pace)),
    walk: (run) => inquiries.ask('walk', (pace) => walk(runs.get(run), pace)),
    stop: (run, listen) => settle(() => training.stop(run, listen)),
    unfinished: () => training.held.unfinished(),
    recover: (dataset, listen, options) => training.recover(dataset, listen, options),
    discard: () => training.discard(),
    settle: () => training.settle(),
    ended: () => training.held.ended(),
    goOn: (what, listen, options) => training.goOn(what, listen, options),

    runs: () => library.all(),
    rename: (run, name) => library.rename(run, name),
    forget: (run) => training.forget(run),
    restore: (run) => training.restore(run),
    shelf: () => library.report(),
    removeDamaged: () => library.removeDamaged(),

    evaluate: (target, options = {}, progress) =>
      inquiries.ask('evaluate', (pace) =>
        evaluate({ sessions, datasets, runs, fits }, target, options, {
          ...pace,
          onProgress: progress && inPercent(progress),
        }),
      ),
    compare: (a, b, options = {}) => inquiries.ask('compare', (pace) => library.compare(a, b, options, pace)),
    intervals: (of) => inquiries.ask('intervals', (pace) => library.intervals(of, pace)),

    sweep: (grid, results = '') => inquiries.ask('sweep', (pace) => sweepTable(grid, results, digestOf, pace)),
    sweepRun: async (run) => {
      const { recipe } = await runs.summarise(run);
      const from = { digest: await recipeDigest(recipe), commit: platform.commit };
      return sweepRun(await runs.summarise(run), await library.places(run), from);
    },
  };
  return { door, runs, library, training, fits };
}
