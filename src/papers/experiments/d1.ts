import { atOnce } from '../../core/pace.ts';
import { Random } from '../../core/random.ts';
import { search, type Beams } from '../../decoders/search.ts';
import type { Codes } from '../../events/codes.ts';
import type { Guesser } from '../../recommend/guesser.ts';
import type { Experiment } from '../experiment.ts';
import own from './d1.ts?digest';

/** Codes of an item, codes to choose from in each slot, items of a catalogue. */
const [SLOTS, SIZE, ITEMS] = [3, 6, 120];
/** Branches that are kept, and groups of one each. The penalty was chosen on seeds 9 to 11; half of it gives 0.36 to 0.47 more codes there. */
const [WIDTH, GROUPS, PENALTY] = [4, 4, 1];
const CATALOGUES = 200;

/** A catalogue, and ln P of each code after each beginning. */
interface Toy {
  readonly items: readonly (readonly number[])[];
  readonly guesses: (beginning: readonly number[]) => Float64Array;
}

function toyOf(random: Random): Toy {
  const all = Array.from({ length: SIZE ** SLOTS }, (_, n) =>
    Array.from({ length: SLOTS }, (__, s) => Math.floor(n / SIZE ** s) % SIZE),
  );
  const items = Array.from({ length: ITEMS }, () => all.splice(random.below(all.length), 1)[0]);
  const known = new Map<string, Float64Array>();
  const drawn = (): Float64Array => {
    const logits = Float64Array.from({ length: SIZE }, () => random.normal());
    const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
    return logits.map((logit) => logit - total);
  };
  const guesses = (beginning: readonly number[]): Float64Array => {
    const made = known.get(beginning.join()) ?? drawn();
    known.set(beginning.join(), made);
    return made;
  };
  for (const codes of items) for (const slot of codes.keys()) guesses(codes.slice(0, slot)); // all that is drawn, before any search
  return { items, guesses };
}

/** The same as a decoder asks it: the state of a beginning is its codes. */
function guesserOf({ items, guesses }: Toy): Guesser {
  const codes: Codes = { slots: SLOTS, size: SIZE, values: Uint16Array.from(items.flat()) };
  return {
    codes,
    width: SLOTS,
    guess: (slot, state) => guesses([...state.subarray(0, slot)]),
    *further(slot, states, chosen) {
      yield;
      const longer = Float64Array.from(states);
      for (const [row, code] of chosen.entries()) longer[row * SLOTS + slot] = code;
      return longer;
    },
  };
}

interface Found {
  readonly item: number;
  readonly score: number;
}

function searched(toy: Toy, beams: Beams): readonly Found[] {
  const asked = { state: new Float64Array(SLOTS), guesser: guesserOf(toy) };
  const never = (): never => {
    throw new Error('d1: a search by codes scores no items');
  };
  const scorer = { next: never, rank: never, scores: never } as never;
  return atOnce(search({ ...asked, scorer }, { count: WIDTH, hidden: new Set() }, beams)).list;
}

/** ln P of the first codes of an item. */
const sumOf = ({ guesses }: Toy, codes: readonly number[]): number =>
  codes.reduce((sum, code, slot) => sum + guesses(codes.slice(0, slot))[code], 0);

/** Plain beam search written a second time: of all beginnings of items that go on from a kept one, the best. */
function plain(toy: Toy): readonly Found[] {
  let kept = [''];
  for (let length = 1; length <= SLOTS; length++) {
    const beginnings = toy.items.map((codes) => codes.slice(0, length));
    const open = beginnings.filter((codes) => kept.includes(codes.slice(0, -1).join()));
    const best = open.toSorted((a, b) => sumOf(toy, b) - sumOf(toy, a)).map((codes) => codes.join());
    kept = [...new Set(best)].slice(0, WIDTH);
  }
  return kept.map((name) => {
    const item = toy.items.findIndex((codes) => codes.join() === name);
    return { item, score: sumOf(toy, toy.items[item]) };
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Beams in groups that keep away from what the groups before them chose, over catalogues and guesses that are drawn. */
export const experiment: Experiment = {
  kind: 'identity',
  sources: {
    './d1.ts': own,
    ...import.meta.glob<string>(
      ['../../core/random.ts', '../../decoders/search.ts', '../../events/prefixes.ts', '../../recommend/guesser.ts'],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting:
      '200 catalogues of 120 items of 3 codes out of 6, all drawn at random; after each beginning logits of a normal distribution; 4 branches, in one group or in 4 of one each, which lose a nat for each branch of an earlier group with their code.',
    contenders: ['Plain beams, written a second time', 'One group', 'Four groups'],
    seeds: [4, 5, 6],
    measures: {
      apart: 'One group without a penalty: places whose item differs from that of plain beams',
      unlike: 'Four groups without a penalty: items that the first group does not list',
      strangers: 'Four groups: items that are listed twice or are none of the catalogue',
      plain: 'Plain beams: first codes that differ among four items',
      diverse: 'Four groups: first codes that differ among four items',
      cost: 'Four groups: nats by which the best item of the list falls behind that of plain beams',
    },
    expectations: [
      none('apart', 'One group without a penalty lists what plain beams do.'),
      none('unlike', 'Groups that nothing keeps apart list the same.'),
      none('strangers', 'Every item is of the catalogue, and stands in a list once.'),
      {
        says: 'With the penalty lists begin with more codes: by half a code at least.',
        ...{ measure: 'diverse', is: 'at least', than: 'plain', margin: 0.5, of: 'every seed' },
      },
      {
        says: 'The best item costs 0.05 nats at most, in the mean over catalogues.',
        ...{ measure: 'cost', is: 'at most', than: null, margin: 0.05, of: 'every seed' },
      },
    ],
  },
  measure(seed) {
    const random = new Random(seed, 'papers d1');
    const all = Array.from({ length: CATALOGUES }, () => {
      const toy = toyOf(random);
      const beams = plain(toy);
      const one = searched(toy, { width: WIDTH, groups: 1, penalty: 0 });
      const same = searched(toy, { width: WIDTH, groups: GROUPS, penalty: 0 });
      const apart = searched(toy, { width: WIDTH, groups: GROUPS, penalty: PENALTY });
      const firsts = (list: readonly Found[]): number => new Set(list.map(({ item }) => toy.items[item][0])).size;
      const items = apart.map(({ item }) => item);
      return {
        apart: beams.filter(({ item }, place) => one.at(place)?.item !== item).length,
        unlike: same.filter(({ item }) => item !== same[0].item).length,
        strangers: items.length - new Set(items.filter((item) => toy.items[item] !== undefined)).size,
        plain: firsts(beams),
        diverse: firsts(apart),
        cost: beams[0].score - apart[0].score,
      };
    });
    const total = (name: 'apart' | 'unlike' | 'strangers'): number => all.reduce((sum, each) => sum + each[name], 0);
    return Promise.resolve({
      ...{ apart: total('apart'), unlike: total('unlike'), strangers: total('strangers') },
      plain: mean(all.map((each) => each.plain)),
      diverse: mean(all.map((each) => each.diverse)),
      cost: mean(all.map((each) => each.cost)),
    });
  },
};

type Expected = Experiment['recipe']['expectations'][number];

function none(measure: string, says: string): Expected {
  return { says, measure, is: 'at most', than: null, margin: 0, of: 'every seed' };
}
