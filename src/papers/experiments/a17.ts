import { Pacer, type Pace } from '../../core/pace.ts';
import { beam } from '../../decoders/beam.ts';
import { contribution } from '../../evaluate/ranking.ts';
import type { Guesser } from '../../recommend/guesser.ts';
import type { TrainedExperiment } from '../experiment.ts';
import type { Trained, TrainedModel } from '../trained.ts';
import { attributes } from './attributes.ts';
import own from './a17.ts?digest';
import { lastEvents, ndcgOf, type LastEvent } from './last_events.ts';

/** People of whom nothing is trained on; of each the last event is asked for. */
const HELD_OUT = 300;
const [SLOTS, CODES, BEAM, PLACES] = [4, 16, 20, 10];

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
const trains = {
  head: { model: 'sasrec', config: trunk, training },
  beam: {
    ...{ model: 'tiger', config: { ...trunk, slots: SLOTS, codebook: CODES } },
    training: { ...training, tokenizer: 'residual', vectors: 'text', unique: 'yes' },
  },
} satisfies Record<string, Trained>;

/** What one product with the rows of all items saves beside a beam over codes, counted, and what it costs. */
export const experiment: TrainedExperiment = {
  kind: 'trained',
  sources: {
    './a17.ts': own,
    ...import.meta.glob<string>(
      [
        './{apart,last_events,place_among}.ts',
        './attributes.ts',
        '../trained.ts',
        '../../decoders/{beam,decoder,search}.ts',
        '../../events/prefixes.ts',
        '../../recommend/{chain_scorer,guesser,reader,session}.ts',
        '../../models/{tiger/tiger,sasrec/sasrec,coded,transformer}.ts',
        '../../objectives/next_item.ts',
        '../../losses/cross_entropy.ts',
        '../../tokenizers/{residual,kmeans,kmeans_slots,codebook,unique}.ts',
        '../../features/{features,terms,svd}.ts',
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
    setting: `The world text-attr: 216 items of three words each, and the next item shares two words with the last. Two transformers of one block and width ${trunk.width}, ${training.epochs} epochs at most, on 1,100 people: one scores all items by a product with their rows, the other writes ${SLOTS} codes out of ${CODES} that are made of the words, the last of which tells items apart, by a beam of ${BEAM}. Asked for is the last event of ${HELD_OUT} other people. Counted are the multiplications of a list of ten after the state: those of the product, and those of all guesses and steps of the beam. It trains some minutes for each seed on a software adapter.`,
    contenders: ['Item head (SASRec)', `Beam of ${BEAM} over codes (TIGER)`],
    seeds: [1, 2, 3],
    trains,
    measures: {
      'ndcg.head': 'Item head: NDCG@10',
      'ndcg.beam': 'Beam: NDCG@10',
      ratio: 'NDCG@10 of the item head, as a share of that of the beam',
      'work.head': 'Item head: thousands of multiplications of a list',
      'work.beam': 'Beam: thousands of multiplications of a list, in the mean',
      share: 'Multiplications of the item head, as a share of those of the beam',
      even: 'Items at which an item head takes as many as this beam',
    },
    expectations: [
      {
        says: 'A list by the item head takes a tenth of the multiplications of the beam at most.',
        ...{ measure: 'share', is: 'at most', than: null, margin: 0.1, of: 'every seed' },
      },
      {
        says: 'Its NDCG@10 is 0.95 of that of the beam at least.',
        ...{ measure: 'ratio', is: 'at least', than: null, margin: 0.95, of: 'the mean' },
      },
      {
        says: 'And 1.05 of it at most.',
        ...{ measure: 'ratio', is: 'at most', than: null, margin: 1.05, of: 'the mean' },
      },
    ],
  },
  world: (seed) => Promise.resolve(attributes(seed, HELD_OUT)),
  async measure({ interactions, heldOut }, models, pace) {
    const events = lastEvents(heldOut);
    const head = await ndcgOf(events, (history) => models.head.next(history, pace), pace);
    const listed = await byBeam(events, models.beam, pace);
    const work = interactions.catalogue.ids.length * trunk.width;
    return {
      ...{ 'ndcg.head': head, 'ndcg.beam': listed.ndcg, ratio: head / listed.ndcg },
      ...{ 'work.head': work / 1000, 'work.beam': listed.work / 1000, share: work / listed.work },
      even: Math.round(listed.work / trunk.width),
    };
  },
};

/** NDCG@10 of lists by beams, and the multiplications of one. */
async function byBeam(events: readonly LastEvent[], model: TrainedModel, pace: Pace) {
  const pacer = new Pacer('papers a17', { signal: pace.signal });
  const count = { work: 0 };
  let ndcg = 0;
  for (const { before, item } of events) {
    const { state, scorer, guesser } = await model.after(before, pace);
    if (guesser === null) throw new Error('a17: the model guesses no codes');
    const asked = { state, scorer, guesser: counting(guesser, count) };
    const { list } = await pacer.through(beam.list(asked, { count: PLACES, hidden: new Set() }, { width: BEAM }));
    const place = list.findIndex((listed) => listed.item === item);
    if (place >= 0) ndcg += contribution.ndcg(place, 10);
  }
  return { ndcg: ndcg / events.length, work: count.work / events.length };
}

/** Counts a product of a state with each code that is guessed among, and one with a square matrix for each state that goes a code further. */
function counting(guesser: Guesser, count: { work: number }): Guesser {
  return {
    ...{ codes: guesser.codes, width: guesser.width },
    guess(slot, state) {
      count.work += guesser.width * guesser.codes.size;
      return guesser.guess(slot, state);
    },
    further(slot, states, chosen) {
      count.work += chosen.length * guesser.width ** 2;
      return guesser.further(slot, states, chosen);
    },
  };
}
