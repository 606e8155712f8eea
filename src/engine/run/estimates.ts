import { SettingsError } from '../../core/errors.ts';
import { fieldsOf, historyLengthFor } from '../../data/audit.ts';
import type { Dataset } from '../../data/dataset.ts';
import { SHORTEST_HISTORY, split } from '../../data/split.ts';
import { baselines } from '../../evaluate/baselines/registry.ts';
import { queryOf } from '../../evaluate/model_evaluation.ts';
import { parameterCount } from '../../train/graph.ts';
import type { Estimate, EstimateOptions, Preview, RecipeInput, RunPace } from './messages.ts';
import type { Datasets } from '../data/datasets.ts';
import type { ShapingPreview } from '../data/messages.ts';
import type { GpuSessions } from '../gpu_session.ts';
import { checkFree, type Holder } from './holder.ts';
import { checkKeepable, refusalOf, storedItems, tooLargeToKeep, unknownItems, type StoredItems } from './keepable.ts';
import type { Platform } from '../platform.ts';
import type { MeasuredPace } from './pace.ts';
import { anyCodes } from './item_codes.ts';
import { completeRecipe } from './recipes.ts';
import { sizeOf, type Size } from './sizing.ts';
import { takeSteps } from './steps.ts';
import { blueprint, dismantle, setUp, type Blueprint } from './workbench.ts';

/** Says what a recipe will cost before it is trained: parameters, memory, time. */
export class Estimates {
  private readonly platform: Platform;
  private readonly sessions: GpuSessions;
  private readonly datasets: Datasets;
  /** Speeds of the runs that are known, the latest last. */
  private readonly earlier: () => readonly MeasuredPace[];
  /** What has the device. */
  private readonly holder: () => Holder | null;
  private readonly measured: MeasuredPace[] = [];

  constructor(
    platform: Platform,
    sessions: GpuSessions,
    datasets: Datasets,
    earlier: () => readonly MeasuredPace[],
    holder: () => Holder | null = () => null,
  ) {
    this.platform = platform;
    this.sessions = sessions;
    this.datasets = datasets;
    this.earlier = earlier;
    this.holder = holder;
  }

  async of(input: RecipeInput, { measure = false }: EstimateOptions): Promise<Estimate> {
    const { dataset, guessed } = this.datasets.get(input.dataset);
    const recipe = await completeRecipe(input, dataset, this.datasets.audit(input.dataset), guessed);
    const print = blueprint(recipe, this.datasets.split(input.dataset, recipe.protocol.split));
    const items = await storedItems(dataset.catalogue);
    if (measure) {
      checkKeepable(print, items, this.platform);
      this.measured.push(await this.sessions.measuring(() => this.measure(print)));
    }
    return this.ofBlueprint(print, items);
  }

  /** Of a dataset of which only the preview is known, or why the model cannot be trained on it. */
  async ofPreview(
    input: Omit<RecipeInput, 'dataset'>,
    bare: Dataset,
    { p95Length, activity }: ShapingPreview,
  ): Promise<Pick<Preview, 'estimate' | 'unfit'>> {
    const longest = bare.offsets.length < 2 ? 0 : (bare.offsets.at(-1) ?? 0) - (bare.offsets.at(-2) ?? 0);
    if (longest < SHORTEST_TRAINED) return { estimate: null, unfit: TOO_SHORT };
    const fields = fieldsOf(bare, activity !== null && activity.length > 0);
    const historyLength = historyLengthFor(p95Length);
    const known = { historyLength, seen: 'filtered', tieRule: bare.shaping.ties, fields } as const;
    try {
      const recipe = await completeRecipe({ ...input, dataset: bare.name }, bare, known);
      return { estimate: await this.ofBlueprint(blueprint(recipe, split(bare)), unknownItems), unfit: null };
    } catch (error) {
      if (!(error instanceof SettingsError)) throw error;
      return { estimate: null, unfit: error.message };
    }
  }

  private async ofBlueprint(print: Blueprint, items: StoredItems): Promise<Estimate> {
    const paces = [...this.earlier(), ...this.measured];
    const adapter = this.sessions.report ?? paces.at(-1)?.adapter ?? null;
    const size = sizeOf(print, await this.sessions.known(adapter));
    const near = adapter === null ? null : nearest(paces, adapter.key, size);
    return {
      recipe: print.recipe,
      parameters: parameterCount(print.graph.parameters),
      tensors: print.graph.parameters.map(({ name, tensor }) => ({ name, shape: tensor.shape })),
      gpuBytes: size.gpuBytes,
      largestBufferBytes: size.largestBufferBytes,
      stepsPerEpoch: print.plan.stepsPerEpoch,
      refused: refusalOf(print, items, this.platform),
      unkept: tooLargeToKeep(print, items, baselines.length),
      time: near === null || adapter === null ? null : { adapter, ...timeOf(print, size, near) },
    };
  }

  /** Takes a few steps and ranks one batch, on weights that are thrown away. */
  private async measure(print: Blueprint): Promise<MeasuredPace> {
    checkFree('estimate', this.holder(), 'before measuring');
    const bench = await setUp(this.sessions, print, anyCodes(print));
    const timed = async (work: () => Promise<unknown>): Promise<number> => {
      const began = this.platform.now();
      await work();
      return this.platform.now() - began;
    };
    const steps = (count: number): Promise<number> => timed(() => takeSteps(print, bench, count));
    const rank = async (): Promise<void> => {
      const query = queryOf(print.split, 'validation', print.recipe.protocol, 0);
      for await (const answer of bench.ranker.answers([query])) if (Number.isNaN(answer.rank)) break;
    };
    try {
      await steps(1); // the first one compiles
      const few = await steps(1);
      const more = Math.max(2, Math.min(MOST_STEPS, Math.ceil(MEASURE_SECONDS / Math.max(few, 1e-4))));
      const perStep = Math.max(1e-6, ((await steps(1 + more)) - few) / more);
      await rank();
      const { batch } = bench.ranker;
      const validation = (await timed(rank)) * Math.ceil(print.split.validation.users.length / batch);
      const adapter = bench.machine.report;
      const { stepWork, validationWork } = sizeOf(print, {
        software: adapter.software,
        choices: bench.machine.choices,
      });
      const times = { millisecondsPerStep: 1000 * perStep, secondsPerValidation: validation };
      return { adapter, pace: { ...times, stepWork, validationWork } };
    } finally {
      dismantle(bench);
    }
  }
}

/** Interactions of a history that trains when one is left out: a training window needs one more than the split does. */
const SHORTEST_TRAINED = SHORTEST_HISTORY + 1;

const TOO_SHORT =
  'no history is long enough to train on; it takes four interactions: two to train, one to validate, one to test';

const MEASURE_SECONDS = 0.3;
const MOST_STEPS = 30;

/** How many times more or less arithmetic still scales well: launches and caches weigh differently beyond. */
const FAR = 4;

function nearest(paces: readonly MeasuredPace[], key: string, { stepWork }: Size): RunPace | null {
  const distance = (pace: RunPace): number => Math.abs(Math.log(stepWork / pace.stepWork));
  return paces
    .filter(({ adapter }) => adapter.key === key)
    .map(({ pace }) => pace)
    .reduce<RunPace | null>((a, b) => (a === null || distance(b) <= distance(a) ? b : a), null);
}

function timeOf({ plan }: Blueprint, size: Size, pace: RunPace): Omit<NonNullable<Estimate['time']>, 'adapter'> {
  const ratio = size.stepWork / pace.stepWork;
  const millisecondsPerStep = pace.millisecondsPerStep * ratio;
  const secondsPerValidation = pace.secondsPerValidation * (size.validationWork / pace.validationWork);
  const validations = Math.ceil(plan.epochs / plan.validateEvery);
  const seconds = (plan.epochs * plan.stepsPerEpoch * millisecondsPerStep) / 1000 + validations * secondsPerValidation;
  return { millisecondsPerStep, secondsPerValidation, seconds, basis: basisOf(ratio) };
}

/** Where a time comes from, as a sentence. */
export function basisOf(ratio: number): string {
  if (Math.abs(Math.log(ratio)) < 0.02) return 'Measured with exactly this model and batch.';
  const times = ratio > 1 ? ratio : 1 / ratio;
  const words = `${times.toFixed(times < 10 ? 1 : 0)} times ${ratio > 1 ? 'less' : 'more'} arithmetic a step`;
  const scaled = `Scaled from a measurement with ${words}`;
  return times > FAR ? `${scaled}, so only a rough guess.` : `${scaled}.`;
}
