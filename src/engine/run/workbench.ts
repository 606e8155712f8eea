import { DeviceError, SettingsError } from '../../core/errors.ts';
import { patiently } from '../../core/patience.ts';
import { levelsOf } from '../../data/levels.ts';
import { trainingWindows, type Windows } from '../../data/windows.ts';
import type { Split } from '../../data/split.ts';
import type { Codes } from '../../events/codes.ts';
import type { EventsShape } from '../../events/events.ts';
import { longestQuery, mostTargets } from '../../evaluate/model_evaluation.ts';
import { ModelRanker } from '../../evaluate/model_ranker.ts';
import type { RankerShape } from '../../evaluate/ranking_plan.ts';
import { orFree, type Held } from '../../gpu/buffers.ts';
import type { TracedLoss } from '../../losses/loss.ts';
import { objectiveOf, vocabularyOf } from '../../objectives/catalogue.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { guessesCodes } from '../../models/model.ts';
import { fieldsRead } from '../../parts/settings.ts';
import type { Machine } from '../../runtime/machine.ts';
import type { Choices } from '../../runtime/tuning.ts';
import { Batches, stepsPerEpoch, type Posing } from '../../train/batches.ts';
import { rowCount } from '../../train/rows.ts';
import { lossOf } from '../../train/settings.ts';
import { parameterCount, traceTraining, type TrainingGraph } from '../../train/graph.ts';
import type { AdamW } from '../../nn/optimizer.ts';
import type { RunPlan } from '../../train/run.ts';
import { Trainer } from '../../train/trainer.ts';
import type { Prepared, Recipe } from './messages.ts';
import type { Computing, GpuSessions } from '../gpu_session.ts';

/** A recipe traced: everything that does not need a device. */
export interface Blueprint {
  readonly recipe: Recipe;
  readonly split: Split;
  readonly windows: Windows;
  readonly shape: EventsShape;
  readonly graph: TrainingGraph;
  readonly posing: Posing;
  readonly loss: TracedLoss;
  readonly plan: RunPlan;
}

/** @throws SettingsError where no history has two items to train on */
export function blueprint(recipe: Recipe, split: Split): Blueprint {
  const { training, config, seed } = recipe;
  const model = modelNamed(recipe.model);
  const objective = objectiveOf(model, training.objective);
  const windows = trainingWindows(split, config.length, objective.ahead);
  if (windows.user.length === 0) {
    throw new SettingsError(
      `train: no history of ${split.dataset.name} has two items to learn from, expected one of at least four interactions (two to train, one to validate, one to test); check which column is the user, or add data`,
    );
  }
  const items = split.dataset.catalogue.ids.length;
  const packed = training.packing === 'rows';
  const batch = Math.min(training.batch, rowCount(windows, packed));
  const fields = fieldsRead(model.settings, config).map(([, field]) => field);
  const shape: EventsShape = {
    items,
    vocabulary: vocabularyOf(model.sees, items),
    batch,
    time: config.length,
    window: config.length,
    packed,
    ...(fields.includes('values') ? { levels: levelsRead(split) } : {}),
  };
  const codes = guessesCodes(model) ? model.codes?.(config) : undefined;
  const guessed = codes === undefined ? shape : { ...shape, items: codes.size, vocabulary: codes.size + 1 };
  const loss = lossOf(training, guessed, seed);
  const { weightDecay, clip, beta2 } = training;
  // Rounded to f32 as the kernel has them: 1 − β of an unrounded β would be off by 1e-5.
  const betas = { beta1: Math.fround(0.9), beta2: Math.fround(beta2) };
  const optimizer: AdamW = { ...betas, eps: 1e-8, weightDecay, clip };
  const steps = stepsPerEpoch(windows, shape);
  const graph = traceTraining(model, config, shape, loss, optimizer, seed);
  const { learningRate: peak, schedule, warmup, epochs, validateEvery, patience } = training;
  const rate = { peak, schedule, warmup, total: epochs * steps };
  const plan: RunPlan = { epochs, stepsPerEpoch: steps, validateEvery, patience, optimizer, rate };
  const posing: Posing = {
    slots: graph.guesses.length,
    objective,
    values: { ...training },
    fields,
  };
  return { recipe, split, windows, shape, graph, posing, loss, plan };
}

/** The levels of a split's values, none where it has no values, as of a shaping that is only looked at. @throws SettingsError where none that trains is known */
function levelsRead(split: Split): readonly number[] {
  const levels = levelsOf(split);
  if (levels.length > 0 || split.dataset.values === undefined) return levels;
  throw new SettingsError(
    `train: the model reads values of events, and ${split.dataset.name} has none of an event to train on, expected one at least; check which column has the values, choose another split, or values 'none'`,
  );
}

/** A blueprint on a machine: what trains, and what ranks with the same weights. */
export interface Workbench {
  readonly machine: Machine;
  readonly trainer: Trainer;
  readonly batches: Batches;
  readonly ranker: ModelRanker;
}

/** What a run tells of itself once it is set up, to go on from `step`. */
export const preparedOn = (
  { machine, trainer, ranker }: Workbench,
  { recipe, graph, split, plan }: Blueprint,
  step: number,
): Prepared => ({
  recipe,
  adapter: machine.report,
  parameters: parameterCount(graph.parameters),
  users: split.validation.users.length,
  stepsPerEpoch: plan.stepsPerEpoch,
  step,
  bytes: { training: trainer.bytes, ranking: ranker.bytes },
  dispatches: trainer.dispatches,
});

export interface SetUpOptions {
  /** Variants of an earlier run, to repeat its bits. */
  readonly recorded?: Choices | undefined;
  /** What is to compute; what the sessions have it be, when absent. */
  readonly on?: Computing;
  /** What ends before the device is asked for anything. */
  readonly after?: Promise<void>;
  /** Gives the set-up up at once, with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * @param codes  of the items, for a model that knows them by codes; null for any other
 * @throws DeviceError for what the device cannot do or does not answer, DeviceLostError if it goes; nothing stays allocated then
 */
export async function setUp(
  sessions: GpuSessions,
  print: Blueprint,
  codes: Codes | null,
  { recorded, on, after, signal }: SetUpOptions = {},
): Promise<Workbench> {
  if (after !== undefined) await heeding(signal, after);
  const machine = await heeding(signal, sessions.machine(recorded, on));
  const made: Held[] = [];
  try {
    return await orFree(made, async () => {
      const ready = async <T extends Held>(what: string, work: Promise<T>): Promise<T> => {
        const late = (resource: T): void => resource.destroy();
        const progress = (): number => machine.progress;
        const refuse = (): Error => unready(sessions, machine, what);
        const resource = await patiently(work, { seconds: COMPILE_SECONDS, progress, signal, refuse, late });
        made.push(resource);
        return resource;
      };
      const trainer = await ready('training', Trainer.create(machine, print.graph, codes));
      const ranker = await ready('ranking', rankerFor(machine, print, trainer));
      await heeding(signal, sessions.remember(machine));
      machine.check('preparing');
      return {
        machine,
        trainer,
        batches: new Batches(print.windows, print.shape, print.posing, print.recipe.seed),
        ranker,
      };
    });
  } catch (error) {
    throw error instanceof UnreadyError ? new DeviceError(error.message) : await machine.meaning(error);
  }
}

/** For stages that have an end of their own. */
const heeding = <T>(signal: AbortSignal | undefined, work: Promise<T>): Promise<T> =>
  patiently(work, { seconds: Infinity, signal, refuse: () => new Error('unreachable') });

/** Seconds for one kernel: SwiftShader compiles the slowest within one, and a busy machine may take many times as long. */
const COMPILE_SECONDS = 180;

/** A device that does not answer; its loss, which follows, is not what went wrong. */
class UnreadyError extends Error {}

/** Compilations that hang would hold the next set-up as well, so the device goes, and what was made on it. */
function unready(sessions: GpuSessions, machine: Machine, what: string): Error {
  sessions.abandon(machine);
  return new UnreadyError(
    `preparing: the graphics driver has compiled none of the kernels for ${what} for ${COMPILE_SECONDS} s; try again, choose a smaller model, or restart the browser`,
  );
}

function rankerFor(machine: Machine, print: Blueprint, trainer: Trainer): Promise<ModelRanker> {
  const { recipe, graph } = print;
  const { parameters, constants } = trainer;
  const model = modelNamed(recipe.model);
  const shape = rankerShape(print);
  return ModelRanker.create(machine, model, recipe.config, shape, graph.arena, parameters, constants);
}

/** Sizes of the ranker that validates and tests a blueprint. */
export const rankerShape = ({ recipe, split, shape: { levels } }: Blueprint): RankerShape => ({
  items: split.dataset.catalogue.ids.length,
  length: recipe.config.length,
  exclude: longestQuery(split),
  places: PLACES,
  queries: mostTargets(split),
  ...(levels === undefined ? {} : { levels }),
});

const PLACES = 20;

export function dismantle({ trainer, ranker }: Workbench): void {
  trainer.destroy();
  ranker.destroy();
}
