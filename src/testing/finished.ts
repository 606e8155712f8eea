import type { Metrics } from '../evaluate/metrics.ts';
import { protocolOf, state, type SeenRule } from '../evaluate/protocol.ts';
import type { KeptSummary } from '../engine/run/kept_schema.ts';
import { meanAtCutoffs } from '../evaluate/ranking.ts';
import { defaultTraining } from '../train/settings.ts';
import { defaultShaping, type Shaping } from '../data/dataset.ts';

export interface FinishedOptions {
  readonly fingerprint?: string;
  readonly dataset?: string;
  readonly seen?: SeenRule;
  readonly shaping?: Partial<Shaping>;
  readonly seed?: number;
}

const ITEMS = 100;

/** Metrics of `ranks` as an evaluation would sum them up, with one bucket each. */
export async function metricsOf(ranks: Float64Array, options: FinishedOptions = {}): Promise<Metrics> {
  const { fingerprint = 'f'.repeat(64), dataset = 'orders', seen = 'filtered' } = options;
  const ranking = {
    hr: meanAtCutoffs('hr', ranks),
    ndcg: meanAtCutoffs('ndcg', ranks),
    mrr: meanAtCutoffs('mrr', ranks),
  };
  const bucket = { from: 1, to: null, users: ranks.length, ...ranking };
  return {
    dataset: { name: dataset, fingerprint },
    stage: 'test',
    protocol: await state(protocolOf('leave-one-out', seen, 'file order')),
    users: ranks.length,
    items: ITEMS,
    ...ranking,
    ...{ coverage: 0.5, headShare: 0.25, byLength: [bucket], byPopularity: [bucket] },
  };
}

/** What a finished run with these test ranks says of itself. */
export async function finishedSummary(ranks: Float64Array, options: FinishedOptions = {}): Promise<KeptSummary> {
  const test = await metricsOf(ranks, options);
  const { dataset, protocol } = test;
  const shaping = { ...defaultShaping, ...options.shaping };
  return {
    name: 'Run 1',
    recipe: {
      dataset: { ...dataset, shaping },
      protocol,
      model: 'sasrec',
      config: {
        ...{ blocks: 1, heads: 1, width: 8, length: 4, dropout: 0.1 },
        ...{ positions: 'newest', times: 'none', kinds: 'none', values: 'none' },
      },
      training: defaultTraining,
      seed: options.seed ?? 1,
    },
    phase: 'finished',
    adapter: null,
    parameters: 1000,
    epochs: 3,
    steps: 30,
    weightsAt: { epoch: 1, step: 10 },
    validation: [{ epoch: 1, step: 10, hr10: 0.2, ndcg10: 0.1, loss: 4, seconds: 2, best: true }],
    test,
    baselines: [{ name: 'popularity', title: 'Popularity', metrics: test }],
    againstBaseline: null,
    weightsSha256: '',
    stateSha256: '',
    variants: { 'matmul.nn m=1': 'direct' },
    seconds: 4,
    pace: null,
    note: '',
  };
}
