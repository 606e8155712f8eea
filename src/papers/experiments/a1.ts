import { Pacer, type Pace } from '../../core/pace.ts';
import { contribution } from '../../evaluate/ranking.ts';
import type { TrainedExperiment } from '../experiment.ts';
import type { Trained } from '../trained.ts';
import { apart } from './apart.ts';
import { PEOPLE } from '../worlds/known.ts';
import { markovMix } from '../worlds/markov_mix.ts';
import own from './a1.ts?digest';
import { placeAmong } from './place_among.ts';

/** People of whom nothing is trained on; of each the event in the middle is asked for. */
const HELD_OUT = 400;

/** Of one block, since on this world what stands beside a place decides; two heads, one for either side. */
const config = { width: 32, blocks: 1, heads: 2, length: 24, dropout: 0 };
const training = {
  epochs: 100,
  batch: 64,
  learningRate: 0.008,
  schedule: 'constant',
  warmup: 0,
  weightDecay: 0,
  clip: 0,
  beta2: 0.98,
  validateEvery: 5,
  patience: 5,
  loss: 'cross-entropy',
};
const trains = {
  bert4rec: { model: 'bert4rec', config, training: { ...training, objective: 'cloze', maskRate: 0.25, lastOnly: 0.1 } },
  sasrec: { model: 'sasrec', config, training: { ...training, objective: 'next-item' } },
} satisfies Record<string, Trained>;

/**
 * What seeing both sides is good for, and what asking by a mask costs. The figure expected of the next item comes from a reference in
 * PyTorch, twice as wide and with two blocks: .462 after 40 epochs.
 */
export const experiment: TrainedExperiment = {
  kind: 'trained',
  sources: {
    './a1.ts': own,
    ...import.meta.glob<string>(
      [
        './{apart,place_among}.ts',
        '../worlds/{known,markov_mix}.ts',
        '../../models/bert4rec/bert4rec.ts',
        '../../models/sasrec/sasrec.ts',
        '../../objectives/{cloze,next_item}.ts',
        '../../losses/cross_entropy.ts',
        '../../train/{batches,graph,head_loss,run}.ts',
        '../../nn/{layers,optimizer,scope}.ts',
        '../../recommend/reader.ts',
        '../../data/{shape,split,windows}.ts',
        '../../data/simulator/{draw,record}.ts',
        '../../evaluate/{metrics,ranking,protocol}.ts',
        '../../core/random.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting: `The world markov-mix: 200 items, 14 to 24 events a person. Both models are trained on the same 2,000 people with one block of width ${config.width}, batches of ${training.batch}, ${training.epochs} epochs at most, until the next item is guessed no better for 25 epochs, and are asked for the event in the middle of ${HELD_OUT} other people: one sees what stands on both sides, the other what came before. The next item is that of the 2,000, leave-one-out. The whole catalogue is ranked, items of the history among it. It trains some minutes for each seed on a software adapter.`,
    contenders: ['BERT4Rec', 'SASRec'],
    seeds: [1, 2, 3],
    trains,
    measures: {
      'middle.bert4rec': 'BERT4Rec: HR@10 in the middle, seeing both sides',
      'middle.sasrec': 'SASRec: HR@10 in the middle, seeing what came before',
      'next.bert4rec': 'BERT4Rec: HR@10 of the next item',
      'next.sasrec': 'SASRec: HR@10 of the next item',
    },
    expectations: [
      {
        says: 'In the middle, seeing both sides gives 0.05 more HR@10 at least than seeing what came before.',
        ...{ measure: 'middle.bert4rec', is: 'at least', than: 'middle.sasrec', margin: 0.05, of: 'the mean' },
      },
      {
        says: "BERT4Rec's HR@10 of the next item is 0.44 at least.",
        ...{ measure: 'next.bert4rec', is: 'at least', than: null, margin: 0.44, of: 'the mean' },
      },
    ],
  },
  async world(seed, pace) {
    const { interactions } = await markovMix(seed, pace, PEOPLE + HELD_OUT);
    return apart(interactions, PEOPLE);
  },
  async measure({ heldOut }, { bert4rec, sasrec }, pace) {
    const middle = {
      bert4rec: await hitRate(heldOut, (history, at) => bert4rec.hidden(history, at, pace), pace),
      sasrec: await hitRate(heldOut, (history, at) => sasrec.next(history.subarray(0, at), pace), pace),
    };
    return {
      'middle.bert4rec': middle.bert4rec,
      'middle.sasrec': middle.sasrec,
      'next.bert4rec': bert4rec.test.hr['10'],
      'next.sasrec': sasrec.test.hr['10'],
    };
  },
};

type Ask = (history: Uint32Array, at: number) => Promise<Float64Array>;

/** HR@10 of the event in the middle of each history. */
async function hitRate(histories: readonly Uint32Array[], ask: Ask, { signal }: Pace): Promise<number> {
  const pacer = new Pacer('papers a1', { signal });
  let hits = 0;
  for (const history of histories) {
    const at = history.length >> 1;
    hits += contribution.hr(placeAmong(await ask(history, at), history[at]), 10);
    if (pacer.due()) await pacer.rest(0);
  }
  return hits / histories.length;
}
