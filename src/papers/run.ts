import { SettingsError } from '../core/errors.ts';
import type { Interactions } from '../data/dataset.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import { paperWithId } from './catalogue.ts';
import type { Experiment, TrainedExperiment, Values } from './experiment.ts';
import { judge } from './gallery.ts';
import type { Paper } from './paper.ts';
import { digestOf, hashOf, type PaperRecord, type SeedValues } from './record.ts';
import type { Train, Trained, TrainedModel, TrainingWorld } from './trained.ts';
import type { Verdict } from './verdict.ts';

/** An experiment that was run just now. */
export interface PaperRun extends Verdict {
  readonly id: string;
  readonly title: string;
  readonly record: PaperRecord;
}

/** Where an experiment is run. */
export interface Place {
  readonly commit: string;
  readonly train: Train;
}

/** A paper and what is run for it. */
export interface Runnable {
  readonly paper: Pick<Paper, 'id' | 'title'>;
  readonly experiment: Experiment;
}

/** What experiments compute on that train nothing. */
const CPU = 'CPU, double precision';

/** Of the time of a seed, what measuring takes beside a training, as far as it is told. */
const MEASURING = 0.1;

/** A paper with its experiment. @throws SettingsError where it has none */
export async function runnable(id: string): Promise<Runnable> {
  const paper = paperWithId(id);
  if (paper.experiment === null) {
    throw new SettingsError(
      `paper ${paper.id}: it has no experiment that can be run yet; it would be: ${paper.accepts}`,
    );
  }
  return { paper, ...(await paper.experiment()) };
}

/** Runs an experiment, seed after seed. @throws CancelledError, and what training throws */
export async function runPaper({ paper, experiment }: Runnable, place: Place, pace: Pace): Promise<PaperRun> {
  const { id, title } = paper;
  const { seeds } = experiment.recipe;
  const pacer = new Pacer(`paper ${id}`, pace);
  const measured: SeedValues[] = [];
  const adapters = new Set<string>();
  for (const [i, seed] of seeds.entries()) {
    const onProgress = (done: number): void => pace.onProgress?.((i + done) / seeds.length);
    const { values, on } = await valuesOf(experiment, seed, place, { signal: pace.signal, onProgress });
    measured.push({ seed, values });
    for (const adapter of on) adapters.add(adapter);
    await pacer.rest((i + 1) / seeds.length);
  }
  const { commit } = place;
  const adapter = [...adapters].join(', ');
  const facts = { version: 1, id, hash: await hashOf(experiment), adapter, commit, seeds: measured };
  const record = { ...facts, digest: await digestOf(facts) };
  return { id, title, record, ...(await judge(experiment, record)) };
}

interface Measured {
  readonly values: Values;
  /** What computed them. */
  readonly on: readonly string[];
}

const valuesOf = async (experiment: Experiment, seed: number, { train }: Place, pace: Pace): Promise<Measured> =>
  experiment.kind === 'trained'
    ? trainedValues(experiment, seed, train, pace)
    : { values: await experiment.measure(seed, pace), on: [CPU] };

/** What a recipe is trained on. @throws Error where the experiment has no world of that name */
function dataFor({ model, on }: Trained, { interactions, others = {} }: TrainingWorld): Interactions {
  if (on === undefined) return interactions;
  if (!Object.hasOwn(others, on))
    throw new Error(`paper: a ${model} is trained on '${on}', which is no world of its experiment`);
  return others[on];
}

/** Trains one model after another on the world of a seed, then measures. */
async function trainedValues(
  experiment: TrainedExperiment,
  seed: number,
  train: Train,
  { signal, onProgress }: Pace,
): Promise<Measured> {
  const world = await experiment.world(seed, { signal });
  const recipes = Object.entries(experiment.recipe.trains);
  const told = (done: number): void => onProgress?.(done / (recipes.length + MEASURING));
  const models: Record<string, TrainedModel> = {};
  for (const [i, [name, recipe]] of recipes.entries()) {
    models[name] = await train(dataFor(recipe, world), recipe, seed, { signal, onProgress: (done) => told(i + done) });
  }
  const measuring = (done: number): void => told(recipes.length + MEASURING * done);
  const values = await experiment.measure(world, models, { signal, onProgress: measuring });
  return { values, on: Object.values(models).map(({ adapter }) => adapter) };
}
