/** What int8 costs: the same validation targets ranked with a run's best weights, and with what int8 leaves of them. */
import { DeviceError, DeviceLostError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { usersAsked, type Split } from '../../data/split.ts';
import { queryOf } from '../../evaluate/model_evaluation.ts';
import { meanAtCutoffs } from '../../evaluate/ranking.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { rankOf } from '../../recommend/rank.ts';
import { Reader } from '../../recommend/reader.ts';
import { PROCESSOR_KEY } from '../../runtime/processor.ts';
import { throughStorage } from '../../snapshot/storage.ts';
import { namedWeights } from '../../train/trainer.ts';
import type { ActiveRun } from '../run/active_run.ts';
import type { QuantizationPrice } from '../run/snapshot_messages.ts';
import { rankWeights } from '../run/evaluation.ts';
import type { GpuSessions } from '../gpu_session.ts';

/** Targets that are ranked where only the references can: a few milliseconds each. */
const SAMPLE = 200;

type Weights = Float32Array<ArrayBuffer>;

/** Prices of the runs of a session, each measured once for the weights that are best at the time. */
export class Prices {
  private readonly sessions: GpuSessions;
  private readonly known = new WeakMap<Weights, Promise<QuantizationPrice>>();

  constructor(sessions: GpuSessions) {
    this.sessions = sessions;
  }

  /** By what computed the run, unless that is not there, or it is `busy` training. @throws CancelledError */
  of(run: ActiveRun, busy: boolean, pace: Pace): Promise<QuantizationPrice> {
    const { best } = run.state;
    const price = this.known.get(best) ?? measurePrice(busy ? null : this.sessions, run, best, pace);
    this.known.set(best, price);
    price.catch(() => this.known.delete(best)); // what failed or was ended is tried again
    return price;
  }
}

async function measurePrice(
  sessions: GpuSessions | null,
  run: ActiveRun,
  best: Weights,
  pace: Pace,
): Promise<QuantizationPrice> {
  const weights = [best, afterInt8(run, best)];
  const { split } = run.print;
  const of = usersAsked(split, 'validation');
  const onCpu = async (): Promise<QuantizationPrice> => {
    const targets = sampleTargets(split);
    const users = new Set(targets.map((k) => split.validation.users[k])).size;
    const ranks: Float64Array[] = [];
    for (const each of weights) ranks.push(await ranksOf(run, each, targets, pace));
    return { ...price(ranks), users, of, measuredOn: 'cpu' };
  };
  if (sessions === null) return await onCpu();
  try {
    const ranks = await rankWeights(sessions, run, 'validation', weights, pace);
    const { key } = await sessions.adapter(run.on);
    return { ...price(ranks), users: of, of, measuredOn: key === PROCESSOR_KEY ? 'cpu' : 'gpu' };
  } catch (error) {
    if (error instanceof DeviceError || error instanceof DeviceLostError) return await onCpu();
    throw error;
  }
}

function price([before, after]: readonly Float64Array[]): Pick<QuantizationPrice, 'stage' | 'f32' | 'int8'> {
  const at10 = (ranks: Float64Array) => ({
    hr10: meanAtCutoffs('hr', ranks)['10'],
    ndcg10: meanAtCutoffs('ndcg', ranks)['10'],
  });
  return { stage: 'validation', f32: at10(before), int8: at10(after) };
}

/** The arena of weights as an int8 file gives them back. */
function afterInt8({ print: { graph } }: ActiveRun, best: Weights): Weights {
  const arena = best.slice();
  for (const parameter of namedWeights(graph, arena)) parameter.data.set(throughStorage(parameter, 'int8'));
  return arena;
}

/** Every n-th validation target, at most `SAMPLE` of them. */
function sampleTargets({ validation: { users } }: Split): readonly number[] {
  const count = Math.min(SAMPLE, users.length);
  return Array.from({ length: count }, (_, i) => Math.floor((i * users.length) / count));
}

/** Ranks of some validation targets, on the CPU. */
async function ranksOf(
  { print: { recipe, split, graph, shape }, opened, codes }: ActiveRun,
  arena: Weights,
  targets: readonly number[],
  pace: Pace,
): Promise<Float64Array> {
  const weights = Object.fromEntries(
    namedWeights(graph, arena).map(({ name, data }) => [name, new Float64Array(data)]),
  );
  const reader = new Reader(modelNamed(recipe.model), recipe.config, opened.items.ids.length, weights, {
    codes,
    levels: shape.levels,
  });
  const ranks = new Float64Array(targets.length);
  for (const [at, k] of targets.entries()) {
    const { history, target, exclude } = queryOf(split, 'validation', recipe.protocol, k);
    ranks[at] = rankOf(await reader.scores(history, pace), new Set(Array.from(exclude)), target);
  }
  return ranks;
}
