import { alikeOf } from '../../core/code_use.ts';
import { Pacer, type Pace } from '../../core/pace.ts';
import { shapeDataset } from '../../data/shape.ts';
import { split, type Split } from '../../data/split.ts';
import { itemVectors } from '../../features/features.ts';
import { onCpu } from '../../runtime/program.ts';
import { residual } from '../../tokenizers/residual.ts';
import type { Experiment } from '../experiment.ts';
import { attributes } from './attributes.ts';
import own from './c7.ts?digest';

/** People whose histories decide nothing, and of whom it is counted what stands beside what. */
const HELD_OUT = 300;
const SHAPE = { slots: 4, size: 16 };
const WIDTH = 32;
const SOURCES = ['text', 'spread'] as const;

/** What taking in the vectors of items nearby does to codes: a world in which people go from an item to one that shares two of its three words, mostly the first two. */
export const experiment: Experiment = {
  kind: 'baselines',
  sources: {
    './c7.ts': own,
    ...import.meta.glob<string>(
      [
        './apart.ts',
        './attributes.ts',
        '../trained.ts',
        '../../features/{features,cooccurrences,held_out,sparse,spread,svd,terms}.ts',
        '../../tokenizers/{residual,kmeans,kmeans_slots,codebook,unique,vectors}.ts',
        '../../runtime/program.ts',
        '../../data/{shape,split}.ts',
        '../../data/simulator/{draw,record,pattern}.ts',
        '../../data/simulator/worlds/text-attr.ts',
        '../../core/{random,code_use}.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting: `The world text-attr: 216 items of three words each, and the next item shares two words with the last, mostly the first two. Residual k-means of ${SHAPE.slots} codes out of ${SHAPE.size}, the last of which tells items apart, on vectors of ${WIDTH} numbers: of the words alone, or of the words spread over the items that stand near one another in the histories of 1,200 people. Counted are pairs of items that follow one another in the histories of ${HELD_OUT} others.`,
    contenders: ['Words alone', 'Words spread over the histories'],
    seeds: [1, 2, 3],
    measures: {
      'collisions.text': 'Words alone: items that share all codes with one before them',
      'collisions.spread': 'Spread: items that share all codes with one before them',
      'first.text': 'Words alone: share of companions with the same first code',
      'first.spread': 'Spread: share of companions with the same first code',
      'two.text': 'Words alone: share of companions with the same first two codes',
      'two.spread': 'Spread: share of companions with the same first two codes',
    },
    expectations: [
      {
        says: 'With the code that counts, no two items share all codes where words alone are coded.',
        ...{ measure: 'collisions.text', is: 'at most', than: null, margin: 0, of: 'every seed' },
      },
      {
        says: 'Nor where they are spread.',
        ...{ measure: 'collisions.spread', is: 'at most', than: null, margin: 0, of: 'every seed' },
      },
      {
        says: 'Spread, items that follow one another share their first code more often: for a twentieth of the pairs more at least.',
        ...{ measure: 'first.spread', is: 'at least', than: 'first.text', margin: 0.05, of: 'every seed' },
      },
      {
        says: 'And their first two codes.',
        ...{ measure: 'two.spread', is: 'at least', than: 'two.text', margin: 0.05, of: 'every seed' },
      },
    ],
  },
  async measure(seed, pace) {
    const { interactions, heldOut } = attributes(seed, HELD_OUT);
    const divided = split(await shapeDataset(interactions));
    const values: Record<string, number> = {};
    for (const source of SOURCES) {
      const codes = await codesOf(divided, source, seed, pace);
      values[`collisions.${source}`] = alikeOf(codes, SHAPE.slots).collisions;
      values[`first.${source}`] = shared(codes, heldOut, 1);
      values[`two.${source}`] = shared(codes, heldOut, 2);
    }
    return values;
  },
};

/** (items, slots) */
async function codesOf(
  divided: Split,
  source: (typeof SOURCES)[number],
  seed: number,
  pace: Pace,
): Promise<Uint16Array> {
  const pacer = new Pacer('papers c7', { signal: pace.signal });
  const vectors = await itemVectors(divided, source, WIDTH, seed, { signal: pace.signal });
  await pacer.rest(0);
  const settings = { iterations: 25, start: 'spread', unique: 'yes' } as const;
  const fitting = { executor: onCpu, seed, pace: { signal: pace.signal } };
  return (await residual.fit(vectors, SHAPE, settings, fitting)).codes;
}

/** Share of the pairs of events that follow one another whose items begin with the same codes. */
function shared(codes: Uint16Array, histories: readonly Uint32Array[], count: number): number {
  let [alike, all] = [0, 0];
  for (const history of histories) {
    for (let t = 1; t < history.length; t++) {
      const [a, b] = [history[t - 1], history[t]].map((item) => item * SHAPE.slots);
      let same = true;
      for (let s = 0; s < count; s++) same &&= codes[a + s] === codes[b + s];
      alike += Number(same);
      all++;
    }
  }
  return alike / all;
}
