import { Random } from '../../core/random.ts';
import { selectiveCopying } from '../../data/simulator/worlds/selective-copying.ts';
import { leaf } from '../../graph/tensor.ts';
import { selectiveScan } from '../../ops/scan.ts';
import { evaluate } from '../../runtime/cpu.ts';
import type { TrainedExperiment } from '../experiment.ts';
import type { Trained } from '../trained.ts';
import own from './b5.ts?digest';

/** Of the scan that is compared with its steps. */
const [TIME, CHANNELS, STATES] = [40, 8, 4];

const training = {
  epochs: 100,
  batch: 32,
  learningRate: 0.005,
  schedule: 'cosine',
  warmup: 200,
  weightDecay: 0,
  clip: 1,
  beta2: 0.98,
  validateEvery: 2,
  patience: 30,
  loss: 'cross-entropy',
  objective: 'next-item',
};
const trains = {
  mamba4rec: {
    model: 'mamba4rec',
    config: { width: 32, blocks: 2, states: 8, expansion: 2, start: 'standard', length: 64, dropout: 0 },
    training,
  },
} satisfies Record<string, Trained>;

/**
 * Selective copying, Gu & Dao 2023, arXiv:2312.00752, section 4.1.1, smaller: what is to be kept stands at random places, so that a
 * system that does the same at every place cannot tell it from what passes.
 */
export const experiment: TrainedExperiment = {
  kind: 'trained',
  sources: {
    './b5.ts': own,
    ...import.meta.glob<string>(
      [
        '../../models/mamba4rec/mamba4rec.ts',
        '../../models/frame.ts',
        '../../nn/{layers,mamba,optimizer,scope}.ts',
        '../../ops/scan.ts',
        '../../../shaders/scan/scan.reference.ts',
        '../../objectives/next_item.ts',
        '../../losses/cross_entropy.ts',
        '../../train/{batches,graph,head_loss,run}.ts',
        '../../data/{shape,split,windows}.ts',
        '../../data/simulator/{best,draw,pattern,record}.ts',
        '../../data/simulator/worlds/selective-copying.ts',
        '../../evaluate/{metrics,ranking,protocol}.ts',
        '../../graph/tensor.ts',
        '../../runtime/cpu.ts',
        '../../core/random.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting: `The world selective-copying: among items that only pass by stand three of sixteen kinds to keep, at random places; when the bell rings they come again in their order, five rounds a reader. Who knows the process ranks every answer first. Two blocks of width ${trains.mamba4rec.config.width}, ${training.epochs} epochs, chosen on seeds 9 to 12, on which nothing moves for 8 to 20 epochs and then nearly everything: with 60 of them the third seed was recorded at 0.964; leave-one-out, the whole catalogue ranked, items of the history among it. Beside it the scan over ${TIME} positions at once and one step after another, on random numbers, in double precision.`,
    contenders: ['Mamba4Rec'],
    seeds: [1, 2, 3],
    trains,
    measures: {
      copies: 'Mamba4Rec: NDCG@10 of the answers',
      hits: 'Mamba4Rec: HR@10 of the answers',
      scan: 'The scan: largest difference from its steps',
    },
    expectations: [
      {
        says: 'It copies what is to be kept, in order: NDCG@10 is 0.99 of the best, which is 1, at least.',
        ...{ measure: 'copies', is: 'at least', than: null, margin: 0.99, of: 'the mean' },
      },
      {
        says: 'The scan equals its steps, to 1e-9.',
        ...{ measure: 'scan', is: 'at most', than: null, margin: 1e-9, of: 'every seed' },
      },
    ],
  },
  world: (seed) => Promise.resolve({ interactions: selectiveCopying.make(seed).interactions, heldOut: [] }),
  measure: ({ interactions }, { mamba4rec }) =>
    Promise.resolve({
      copies: mamba4rec.test.ndcg['10'],
      hits: mamba4rec.test.hr['10'],
      scan: scanBesideSteps(interactions.item.length),
    }),
};

/** Largest difference of the operator from Δ = softplus(δ), h ← e^(−Δ·e^a) ⊙ h + Δ·u·B, y = ⟨C, h⟩ + d·u, written a second time. */
function scanBesideSteps(seed: number): number {
  const random = new Random(seed, 'papers b5');
  const drawn = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.normal());
  const [u, delta, bc] = [CHANNELS, CHANNELS, 2 * STATES].map((width) => drawn(TIME * width));
  const [aLog, skip] = [drawn(CHANNELS * STATES), drawn(CHANNELS)];
  const y = selectiveScan(
    leaf('u', [1, TIME, CHANNELS]),
    leaf('delta', [1, TIME, CHANNELS]),
    leaf('bc', [1, TIME, 2 * STATES]),
    { aLog: leaf('aLog', [CHANNELS, STATES]), skip: leaf('skip', [CHANNELS]) },
  );
  const [scanned] = evaluate([y], { u, delta, bc, aLog, skip });
  let worst = 0;
  for (let c = 0; c < CHANNELS; c++) {
    const h = new Float64Array(STATES);
    for (let t = 0; t < TIME; t++) {
      const [input, step] = [u[t * CHANNELS + c], Math.log1p(Math.exp(delta[t * CHANNELS + c]))];
      let told = skip[c] * input;
      for (let n = 0; n < STATES; n++) {
        const [b, read] = [bc[t * 2 * STATES + n], bc[t * 2 * STATES + STATES + n]];
        h[n] = Math.exp(-step * Math.exp(aLog[c * STATES + n])) * h[n] + step * input * b;
        told += read * h[n];
      }
      worst = Math.max(worst, Math.abs(told - scanned[t * CHANNELS + c]));
    }
  }
  return worst;
}
