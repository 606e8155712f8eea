import { Pacer, type Pace } from '../../core/pace.ts';
import { Random } from '../../core/random.ts';
import { leaf } from '../../graph/tensor.ts';
import { pointwiseAttention } from '../../ops/pointwise_attention.ts';
import { evaluate } from '../../runtime/cpu.ts';
import type { TrainedExperiment } from '../experiment.ts';
import type { Trained, TrainedModel, TrainingWorld } from '../trained.ts';
import { answer, counting, FEWEST, MOST } from './counting.ts';
import { threads } from '../worlds/threads.ts';
import own from './a2.ts?digest';

/** People of the counting world who are trained on, and others who are asked. */
const [PEOPLE, HELD_OUT] = [1000, 400];
/** Of the attention that is compared with its formula. */
const [TIME, HEADS, HEAD_WIDTH] = [12, 2, 4];

const config = { blocks: 2, heads: 2, length: 24, positions: 'oldest', times: 'none' };
const pointwise = { ...config, timeBias: 'none', divided: 'window' };
const training = {
  learningRate: 0.003,
  batch: 64,
  schedule: 'constant',
  warmup: 0,
  weightDecay: 0,
  clip: 0,
  beta2: 0.98,
  loss: 'cross-entropy',
  objective: 'next-item',
};
const counts = { ...training, epochs: 60, validateEvery: 2, patience: 10 };
const trains = {
  hstu: { model: 'hstu', config: { ...pointwise, width: 32, dropout: 0 }, training: counts, split: 'by user' },
  sasrec: { model: 'sasrec', config: { ...config, width: 32, dropout: 0 }, training: counts, split: 'by user' },
  threads: {
    ...{ model: 'hstu', config: { ...pointwise, width: 32, dropout: 0.1 }, on: 'threads' },
    training: { ...training, batch: 128, epochs: 150, validateEvery: 5, patience: 0 },
  },
} satisfies Record<string, Trained>;

/**
 * What is lost where weights are shares of 1: how often something happened. The figure expected of interleaved threads comes from a
 * reference in PyTorch: .455 after 30 epochs, .597 after 150.
 */
export const experiment: TrainedExperiment = {
  kind: 'trained',
  sources: {
    './a2.ts': own,
    ...import.meta.glob<string>(
      [
        './{apart,counting}.ts',
        '../worlds/{known,threads}.ts',
        '../../models/hstu/hstu.ts',
        '../../models/sasrec/sasrec.ts',
        '../../mixers/hstu.ts',
        '../../ops/pointwise_attention.ts',
        '../../../shaders/hstu/hstu.reference.ts',
        '../../objectives/next_item.ts',
        '../../losses/cross_entropy.ts',
        '../../train/{batches,graph,head_loss,run}.ts',
        '../../nn/{layers,mamba,optimizer,scope}.ts',
        '../../recommend/reader.ts',
        '../../data/{shape,split,windows}.ts',
        '../../data/simulator/{draw,record,weave}.ts',
        '../../evaluate/{metrics,ranking,protocol}.ts',
        '../../graph/tensor.ts',
        '../../runtime/cpu.ts',
        '../../core/random.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting: `Counting: ${FEWEST} to ${MOST} red and blue items in any order, a bell, and the item that says how often red occurred; ${PEOPLE} people, of whom eight in ten train, and ${HELD_OUT} others who are asked. The number that a model expects is the mean over the answers, each by its share of their softmax. HSTU and SASRec have two blocks of width 32 with two heads, positions from the oldest, no dropout, ${counts.epochs} epochs at most; SASRec has feed-forward networks besides. Threads: 2,000 people with three interleaved threads each, HSTU of width 32, ${trains.threads.training.epochs} epochs; leave-one-out, the whole catalogue ranked, items of the history among it. HSTU reads no times and divides by the window. It trains some minutes for each seed on a processor.`,
    contenders: ['HSTU', 'SASRec'],
    seeds: [1, 2, 3],
    trains,
    measures: {
      'count.hstu': 'HSTU: squared error of the number that it expects',
      'count.sasrec': 'SASRec: squared error of the number that it expects',
      'count.half': 'SASRec: half of that',
      'count.spread': 'Variance of the number itself',
      threads: 'HSTU: HR@10 of the next item of interleaved threads',
      formula: 'Pointwise attention: largest difference from its formula',
    },
    expectations: [
      {
        says: 'At counting, the squared error of HSTU is half of that of softmax attention at most.',
        ...{ measure: 'count.hstu', is: 'at most', than: 'count.half', margin: 0, of: 'the mean' },
      },
      {
        says: 'On interleaved threads its HR@10 is 0.55 at least.',
        ...{ measure: 'threads', is: 'at least', than: null, margin: 0.55, of: 'the mean' },
      },
      {
        says: 'Pointwise attention equals its formula, to 1e-9.',
        ...{ measure: 'formula', is: 'at most', than: null, margin: 1e-9, of: 'every seed' },
      },
    ],
  },
  async world(seed, pace) {
    const { interactions } = await threads(seed, pace);
    return { ...counting(seed, PEOPLE, HELD_OUT), others: { threads: interactions } };
  },
  async measure(world, models, pace) {
    const [hstu, sasrec] = [
      await squaredError(world, models.hstu, pace),
      await squaredError(world, models.sasrec, pace),
    ];
    return {
      'count.hstu': hstu,
      'count.sasrec': sasrec,
      'count.half': sasrec / 2,
      'count.spread': spread(world),
      threads: models.threads.test.hr['10'],
      formula: fromFormula(world.interactions.item.length),
    };
  },
};

/** What each item of the catalogue answers; −1 where it is no answer. */
const answersOf = ({ interactions: { catalogue } }: TrainingWorld): number[] => {
  const answers = Array.from({ length: MOST + 1 }, (_, times) => answer(times));
  return catalogue.ids.map((id) => answers.indexOf(id));
};

/** Mean of (Σ_c p_c · c − count)² over the histories of those who are asked, p the softmax of the scores of the answers. */
async function squaredError(world: TrainingWorld, model: TrainedModel, { signal }: Pace): Promise<number> {
  const pacer = new Pacer('papers a2', { signal });
  const answers = answersOf(world);
  let sum = 0;
  for (const history of world.heldOut) {
    const scores = await model.next(history.slice(0, -1), { signal });
    const highest = answers.reduce((most, count, item) => (count < 0 ? most : Math.max(most, scores[item])), -Infinity);
    const powers = answers.map((count, item) => (count < 0 ? 0 : Math.exp(scores[item] - highest)));
    const total = powers.reduce((all, power) => all + power, 0);
    const expected = powers.reduce((mean, power, item) => mean + (power / total) * answers[item], 0);
    sum += (expected - answers[history[history.length - 1]]) ** 2;
    if (pacer.due()) await pacer.rest(0);
  }
  return sum / world.heldOut.length;
}

/** Variance of the counts that are asked for. */
function spread(world: TrainingWorld): number {
  const answers = answersOf(world);
  const all = world.heldOut.map((history) => answers[history[history.length - 1]]);
  const mean = all.reduce((sum, count) => sum + count, 0) / all.length;
  return all.reduce((sum, count) => sum + (count - mean) ** 2, 0) / all.length;
}

/** Largest difference of the operator from Σ_{j ≤ i} z σ(z) v_j / T with z = ⟨q_i, k_j⟩ + p_{i−j}, written a second time. */
function fromFormula(seed: number): number {
  const random = new Random(seed, 'papers a2');
  const width = HEADS * HEAD_WIDTH;
  const drawn = (count: number): Float64Array => Float64Array.from({ length: count }, () => random.normal());
  const [qkv, positions] = [drawn(TIME * 3 * width), drawn(TIME)];
  const y = pointwiseAttention(
    leaf('qkv', [1, TIME, 3 * width]),
    leaf('lengths', [1], 'u32'),
    HEADS,
    { positions: leaf('positions', [TIME]) },
    'window',
  );
  const [said] = evaluate([y], { qkv, positions, lengths: Float64Array.of(TIME) });
  let worst = 0;
  for (let i = 0; i < TIME; i++) {
    for (let head = 0; head < HEADS; head++) {
      const part = (t: number, which: number): Float64Array =>
        qkv.subarray((t * 3 + which) * width + head * HEAD_WIDTH).subarray(0, HEAD_WIDTH);
      const sum = new Float64Array(HEAD_WIDTH);
      for (let j = 0; j <= i; j++) {
        const key = part(j, 1);
        const z = part(i, 0).reduce((dot, q, d) => dot + q * key[d], positions[i - j]);
        part(j, 2).forEach((v, d) => (sum[d] += ((z / (1 + Math.exp(-z))) * v) / TIME));
      }
      sum.forEach((value, d) => {
        worst = Math.max(worst, Math.abs(value - said[i * width + head * HEAD_WIDTH + d]));
      });
    }
  }
  return worst;
}
