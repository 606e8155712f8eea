import { Pacer } from '../../core/pace.ts';
import { type Baseline, dampings } from './baseline.ts';
import { Scorer } from './scorer.ts';
import { nearby, type Transitions } from './transitions.ts';

/** Neighbours of an item that the second hop goes through, and its weight. */
const FANOUT = 20;
const SECOND_HOP = 0.1;

/** Where the strongest neighbours of each item stand in the columns of the transitions. */
interface Neighbours {
  /** (items × 20), strongest first, of equal ones the first met first. */
  readonly places: Uint32Array;
  /** (items) how many of the 20 there are. */
  readonly counts: Uint8Array;
}

/** The 20 columns b of every row with the largest T[a → b] / damping(b). */
async function strongest(transitions: Transitions, damping: Float64Array, pacer: Pacer): Promise<Neighbours> {
  const { offsets, columns, weights } = transitions;
  const items = damping.length;
  const places = new Uint32Array(items * FANOUT);
  const counts = new Uint8Array(items);
  const strength = new Float64Array(FANOUT);
  for (let item = 0; item < items; item++) {
    const row = item * FANOUT;
    let count = 0;
    for (let at = offsets[item]; at < offsets[item + 1]; at++) {
      const mine = weights[at] / damping[columns[at]];
      if (count === FANOUT && mine <= strength[FANOUT - 1]) continue;
      let place = count < FANOUT ? count++ : FANOUT - 1;
      for (; place > 0 && strength[place - 1] < mine; place--) {
        strength[place] = strength[place - 1];
        places[row + place] = places[row + place - 1];
      }
      strength[place] = mine;
      places[row + place] = at;
    }
    counts[item] = count;
    if (item % 64 === 63 && pacer.due()) await pacer.rest(item / items);
  }
  return { places, counts };
}

/**
 * With T as in item neighbours and n(b) = √(pop(b) + 5): the last item a and the one before it (weight w = 1 and ½; a query of
 * one item counts twice) each add w T[a → b] / n(b), and through each of their 20 strongest neighbours c
 * 0.1 w (T[a → c] / n(c)) T[c → b] / n(b). Plus 10⁻⁶ share(b).
 *
 * After arXiv 2605.07125, a graph heuristic on the last one or two items.
 */
export const baseline: Baseline = {
  name: 'graph2',
  order: 5,
  title: 'Two-hop graph',
  description: 'Recommends neighbours, and neighbours of neighbours, of the last two items.',
  reads: 2,
  fit: async (counts, pace = {}) => {
    const pacer = new Pacer('graph2', pace);
    const damping = dampings(counts.popularity);
    const transitions = await counts.transitions(nearby, pacer);
    const { columns, weights } = transitions;
    const neighbours = await strongest(transitions, damping, pacer);

    const addItem = (scorer: Scorer, item: number, factor: number): void => {
      scorer.addRow(transitions, item, factor, damping);
      for (let i = 0; i < neighbours.counts[item]; i++) {
        const at = neighbours.places[item * FANOUT + i];
        const through = factor * SECOND_HOP * (weights[at] / damping[columns[at]]);
        scorer.addRow(transitions, columns[at], through, damping);
      }
    };
    return new Scorer(counts.floor(1e-6), {
      last: (item, scorer) => addItem(scorer, item, 1),
      before: (query, scorer) => addItem(scorer, query[Math.max(0, query.length - 2)], 0.5),
    });
  },
};
