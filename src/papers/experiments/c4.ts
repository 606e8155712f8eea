import type { TrainedExperiment } from '../experiment.ts';
import type { Trained } from '../trained.ts';
import { rareAttributes, rareItems } from './attributes.ts';
import own from './c4.ts?digest';
import { lastEvents, ndcgOf } from './last_events.ts';

/** People of whom nothing is trained on; of each the last event is asked for. */
const HELD_OUT = 300;

const trunk = { width: 16, blocks: 1, heads: 1, length: 12, dropout: 0 };
const coded = { ...trunk, slots: 4, codebook: 16 };
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
const codes = { tokenizer: 'residual', vectors: 'text', unique: 'no' };
const trains = {
  dual: { model: 'dual', config: coded, training: { ...training, ...codes } },
  semantic: { model: 'rpg', config: coded, training: { ...training, ...codes } },
  hash: { model: 'sasrec', config: trunk, training },
} satisfies Record<string, Trained>;

/** What rows of items and shared codes are good for at once: a world in which half of the items are rare, and words decide. */
export const experiment: TrainedExperiment = {
  kind: 'trained',
  sources: {
    './c4.ts': own,
    ...import.meta.glob<string>(
      [
        './{apart,last_events,place_among}.ts',
        './attributes.ts',
        '../trained.ts',
        '../../models/{dual/dual,rpg/rpg,sasrec/sasrec,coded,transformer}.ts',
        '../../objectives/next_item.ts',
        '../../losses/cross_entropy.ts',
        '../../tokenizers/{residual,kmeans,kmeans_slots,codebook,unique}.ts',
        '../../features/{features,terms,svd}.ts',
        '../../train/{batches,graph,head_loss,run}.ts',
        '../../nn/{layers,optimizer,scope}.ts',
        '../../recommend/reader.ts',
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
    setting: `The world text-attr: 216 items of three words each, and the next item shares two words with the last. Half of the items, drawn by the seed, are rare: of the events with them a tenth is kept for the 1,100 people that are trained on. Asked for is the last event of ${HELD_OUT} other people, of whom all events are kept. One block of width ${trunk.width}, ${coded.slots} residual codes out of ${coded.codebook} made of the words, ${training.epochs} epochs at most. The whole catalogue is ranked. It trains some minutes for each seed on a software adapter.`,
    contenders: ['Rows and codes, mixed by a gate (Dual)', 'Codes alone (RPG)', 'Rows alone (SASRec)'],
    seeds: [1, 2, 3],
    trains,
    measures: {
      'frequent.dual': 'Rows and codes: NDCG@10 where the next item is frequent',
      'frequent.semantic': 'Codes alone: NDCG@10 where the next item is frequent',
      'frequent.hash': 'Rows alone: NDCG@10 where the next item is frequent',
      'rare.dual': 'Rows and codes: NDCG@10 where the next item is rare',
      'rare.semantic': 'Codes alone: NDCG@10 where the next item is rare',
      'rare.hash': 'Rows alone: NDCG@10 where the next item is rare',
    },
    expectations: [
      {
        says: 'Where the next item is frequent, rows and codes together rank it as codes alone do at least.',
        ...{ measure: 'frequent.dual', is: 'at least', than: 'frequent.semantic', margin: 0, of: 'the mean' },
      },
      {
        says: 'Where it is rare, rows and codes together rank it as rows alone do at least.',
        ...{ measure: 'rare.dual', is: 'at least', than: 'rare.hash', margin: 0, of: 'the mean' },
      },
    ],
  },
  world: (seed) => Promise.resolve(rareAttributes(seed, HELD_OUT)),
  async measure({ interactions, heldOut }, models, pace) {
    const rare = rareItems(interactions);
    const events = lastEvents(heldOut);
    const groups = {
      frequent: events.filter(({ item }) => rare[item] === 0),
      rare: events.filter(({ item }) => rare[item] === 1),
    };
    const values: Record<string, number> = {};
    for (const [group, of] of Object.entries(groups)) {
      for (const [name, model] of Object.entries(models)) {
        values[`${group}.${name}`] = await ndcgOf(of, (history) => model.next(history, pace), pace);
      }
    }
    return values;
  },
};
