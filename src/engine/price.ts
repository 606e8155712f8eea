/** What int8 costs: the same validation targets ranked with a run's best weights, and with what int8 leaves of them. */
import { DeviceError, DeviceLostError } from '../core/errors.ts';
import { queryOf } from '../evaluate/model_evaluation.ts';
import { meanAtCutoffs } from '../evaluate/ranking.ts';
import { modelNamed } from '../models/catalogue.ts';
import { rankOf } from '../recommend/rank.ts';
import { Reader } from '../recommend/reader.ts';
import { throughStorage } from '../snapshot/storage.ts';
import { namedWeights } from '../train/trainer.ts';
import type { ActiveRun } from './active_run.ts';
import type { QuantizationPrice } from './api.ts';
import { rankWeights } from './evaluation.ts';
import type { GpuSessions } from './gpu_session.ts';

/** Users whose targets are ranked where only the CPU can: a few milliseconds each. */
const SAMPLE = 200;

type Weights = Float32Array<ArrayBuffer>;

/** Prices of the runs of a session, each measured once for the weights that are best at the time. */
export class Prices {
  private readonly sessions: GpuSessions;
  private readonly known = new WeakMap<Weights, Promise<QuantizationPrice>>();

  constructor(sessions: GpuSessions) {
    this.sessions = sessions;
  }

  /** On the GPU unless there is none, or it is `busy` training. */
  of(run: ActiveRun, busy: boolean): Promise<QuantizationPrice> {
    const { best } = run.state;
    const price = this.known.get(best) ?? measurePrice(busy ? null : this.sessions, run, best);
    this.known.set(best, price);
    price.catch(() => this.known.delete(best)); // what failed is tried again
    return price;
  }
}

async function measurePrice(sessions: GpuSessions | null, run: ActiveRun, best: Weights): Promise<QuantizationPrice> {
  const weights = [best, afterInt8(run, best)];
  const of = run.print.split.validation.users.length;
  const onCpu = (): QuantizationPrice => {
    const ranks = weights.map((each) => sampleRanks(run, each));
    return price(ranks, of, 'cpu');
  };
  if (sessions === null) return onCpu();
  try {
    return price(await rankWeights(sessions, run, 'validation', weights), of, 'gpu');
  } catch (error) {
    if (error instanceof DeviceError || error instanceof DeviceLostError) return onCpu();
    throw error;
  }
}

function price(
  [before, after]: readonly Float64Array[],
  of: number,
  measuredOn: QuantizationPrice['measuredOn'],
): QuantizationPrice {
  const at10 = (ranks: Float64Array) => ({
    hr10: meanAtCutoffs('hr', ranks)['10'],
    ndcg10: meanAtCutoffs('ndcg', ranks)['10'],
  });
  return { stage: 'validation', users: before.length, of, measuredOn, f32: at10(before), int8: at10(after) };
}

/** The arena of weights as an int8 file gives them back. */
function afterInt8({ print: { graph } }: ActiveRun, best: Weights): Weights {
  const arena = best.slice();
  for (const parameter of namedWeights(graph, arena)) parameter.data.set(throughStorage(parameter, 'int8'));
  return arena;
}

/** Ranks of the validation targets of every n-th user, at most `SAMPLE` of them, on the CPU. */
function sampleRanks({ print: { recipe, split, graph }, opened }: ActiveRun, arena: Weights): Float64Array {
  const weights = Object.fromEntries(
    namedWeights(graph, arena).map(({ name, data }) => [name, Float64Array.from(data)]),
  );
  const reader = new Reader(modelNamed(recipe.model), recipe.config, opened.items.ids.length, weights);
  const count = Math.min(SAMPLE, split.validation.users.length);
  return Float64Array.from({ length: count }, (_, i) => {
    const k = Math.floor((i * split.validation.users.length) / count);
    const { history, target, exclude } = queryOf(split, 'validation', recipe.protocol, k);
    return rankOf(reader.scores(history), new Set(Array.from(exclude)), target);
  });
}
