import type { TrainedExperiment } from '../experiment.ts';
import type { Trained } from '../trained.ts';
import { attributes } from './attributes.ts';
import own from './a18.ts?digest';

/** People of whom nothing is trained on or asked: fewer are enough. */
const LEFT_OUT = 900;

const trunk = { width: 16, blocks: 1, heads: 1, length: 12, dropout: 0 };
const training = {
  epochs: 16,
  batch: 32,
  learningRate: 0.01,
  schedule: 'constant',
  warmup: 0,
  weightDecay: 0,
  clip: 0,
  beta2: 0.98,
  validateEvery: 4,
  patience: 0,
  objective: 'next-item',
  loss: 'cross-entropy',
};
const split = 'by item, 20 %';
const trains = {
  words: {
    ...{ model: 'rpg', config: { ...trunk, slots: 4, codebook: 16 }, split },
    training: { ...training, tokenizer: 'product', vectors: 'text' },
  },
  ids: { model: 'sasrec', config: trunk, training, split },
} satisfies Record<string, Trained>;

/** Items that nobody took yet, placed by their words: a world in which the words of the last item decide. */
export const experiment: TrainedExperiment = {
  kind: 'trained',
  sources: {
    './a18.ts': own,
    ...import.meta.glob<string>(
      [
        './apart.ts',
        './attributes.ts',
        '../trained.ts',
        '../../models/{rpg/rpg,sasrec/sasrec,coded,transformer}.ts',
        '../../objectives/next_item.ts',
        '../../losses/cross_entropy.ts',
        '../../tokenizers/{product,kmeans,kmeans_slots,codebook}.ts',
        '../../features/{features,terms,svd,text_space,held_out}.ts',
        '../../train/{batches,graph,head_loss,run}.ts',
        '../../nn/{layers,optimizer,scope}.ts',
        '../../data/{shape,split,windows}.ts',
        '../../data/simulator/{draw,record,pattern}.ts',
        '../../data/simulator/worlds/text-attr.ts',
        '../../evaluate/{metrics,ranking,protocol}.ts',
        '../../core/{random,code_use}.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting: `The world text-attr: 216 items of three words each, 600 people, and the next item shares two words with the last. A fifth of the items, drawn by the seed, is held out: no event with one is trained on, and codes are fitted without them. Asked for are the events with them, among the whole catalogue. One block of width ${trunk.width}, ${training.epochs} epochs at most; items are 4 codes out of 16 made of their words, or rows of their own. It trains some minutes for each seed on a software adapter.`,
    contenders: ['Items by codes of their words (RPG)', 'Items by rows of their own (SASRec)', 'Chance'],
    seeds: [1, 2, 3],
    trains,
    measures: {
      words: 'By words: HR@10 of items held out',
      ids: 'By rows: HR@10 of items held out',
      chance: 'Chance: ten of the items that are ranked',
      fold: 'By words: HR@10 of items held out, as a multiple of chance',
    },
    expectations: [
      {
        says: 'By words, items that nobody took are found five times as often as by chance, at least.',
        ...{ measure: 'fold', is: 'at least', than: null, margin: 5, of: 'the mean' },
      },
      {
        says: 'By rows of their own they are found as by chance at most.',
        ...{ measure: 'ids', is: 'at most', than: 'chance', margin: 0, of: 'the mean' },
      },
    ],
  },
  world: (seed) => Promise.resolve(attributes(seed, LEFT_OUT)),
  measure(_world, { words, ids }) {
    const chance = 10 / words.test.items;
    const found = words.test.hr['10'];
    return Promise.resolve({ words: found, ids: ids.test.hr['10'], chance, fold: found / chance });
  },
};
