import { Pacer } from '../../core/pace.ts';
import { sequels } from '../../data/simulator/worlds/sequels.ts';
import { query, target, training, type Split } from '../../data/split.ts';
import type { Counts } from '../../evaluate/baselines/counts.ts';
import { baselines } from '../../evaluate/baselines/registry.ts';
import type { Experiment } from '../experiment.ts';
import { countsOf, hitRate } from './baseline_hits.ts';
import own from './f6.ts?digest';

/** People whose distributions are looked at. */
const ASKED = 300;

const shelf = Object.fromEntries(baselines.map(({ name, title }) => [name, title]));
const ofEach = (measure: string, words: string): [string, string][] =>
  baselines.map(({ name, title }) => [`${name}.${measure}`, `${title}: ${words}`]);

/**
 * The shelf of models that a person can read stands beside every trained one, and each is a distribution over the catalogue:
 * p_i = score_i / Σ score. Brier score: mean of Σ_i (p_i − [i is the target])².
 */
export const experiment: Experiment = {
  kind: 'baselines',
  sources: {
    './f6.ts': own,
    ...import.meta.glob<string>(
      [
        '../../data/shape.ts',
        '../../data/simulator/{draw,pattern,record}.ts',
        './baseline_hits.ts',
        '../../data/simulator/worlds/sequels.ts',
        '../../data/split.ts',
        '../../evaluate/{metrics,ranking,protocol}.ts',
        '../../evaluate/baselines/*.ts',
        '../../core/random.ts',
        '!**/*.test.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting:
      'The world sequels: 600 readers, 120 books, the last book alone decides. Every baseline that stands beside a trained model, its scores divided by their sum, after the histories of 300 readers; leave-one-out.',
    contenders: Object.values(shelf),
    seeds: [1, 2, 3],
    measures: Object.fromEntries([
      ['shelf', 'Baselines on the shelf'],
      ['follows', 'Markov chain: largest difference from the share of direct followers'],
      ...ofEach('hr10', 'HR@10'),
      ...ofEach('brier', 'Brier score'),
      ['sum', 'All of them: largest difference of the sum of probabilities from 1'],
      ['lowest', 'All of them: smallest probability'],
    ]),
    expectations: [
      {
        says: 'Six baselines at least stand on the shelf.',
        ...{ measure: 'shelf', is: 'at least', than: null, margin: 6, of: 'every seed' },
      },
      {
        says: 'The scores of each, divided by their sum, add up to 1, to 1e-9.',
        ...{ measure: 'sum', is: 'at most', than: null, margin: 1e-9, of: 'every seed' },
      },
      {
        says: 'None of these probabilities is negative.',
        ...{ measure: 'lowest', is: 'at least', than: null, margin: 0, of: 'every seed' },
      },
      {
        says: 'The Markov chain is the graph of direct followers: its probabilities are their shares, to 0.02.',
        ...{ measure: 'follows', is: 'at most', than: null, margin: 0.02, of: 'every seed' },
      },
      {
        says: 'Where the last item decides, the Brier score of the Markov chain is 0.1 below that of popularity.',
        ...{ measure: 'markov1.brier', is: 'at most', than: 'popularity.brier', margin: -0.1, of: 'the mean' },
      },
    ],
  },
  async measure(seed, { signal }) {
    const counts = await countsOf(sequels.make(seed).interactions);
    const values: Record<string, number> = { shelf: baselines.length, sum: 0, lowest: 1 };
    for (const baseline of baselines) {
      const { name } = baseline;
      const scorer = await baseline.fit(counts, { signal });
      const score = (history: Uint32Array): Float64Array => probabilities(scorer.score(history));
      const { sum, lowest, brier } = judged(counts, score);
      values.sum = Math.max(values.sum, sum);
      values.lowest = Math.min(values.lowest, lowest);
      values[`${name}.brier`] = brier;
      values[`${name}.hr10`] = await hitRate(counts, name, { signal });
      if (name === 'markov1') values.follows = fromFollowers(counts.split, score);
      await new Pacer('papers f6', { signal }).rest(0);
    }
    return values;
  },
};

function probabilities(scores: Float64Array): Float64Array {
  const total = scores.reduce((sum, value) => sum + value, 0);
  return scores.map((value) => value / total);
}

function judged({ split }: Counts, score: (history: Uint32Array) => Float64Array) {
  const found = { sum: 0, lowest: 1, brier: 0 };
  for (let k = 0; k < ASKED; k++) {
    const p = score(query(split, 'test', k).items);
    const taken = target(split, 'test', k);
    found.sum = Math.max(found.sum, Math.abs(p.reduce((sum, value) => sum + value, 0) - 1));
    found.lowest = p.reduce((lowest, value) => Math.min(lowest, value), found.lowest);
    found.brier += p.reduce((sum, value, i) => sum + (value - (i === taken ? 1 : 0)) ** 2, 0) / ASKED;
  }
  return found;
}

/** Largest difference of P(b | a) from (times b came directly after a) / (times anything did), counted a second time. */
function fromFollowers(split: Split, score: (history: Uint32Array) => Float64Array): number {
  const items = split.dataset.catalogue.ids.length;
  const followers = Array.from({ length: items }, () => new Float64Array(items));
  for (let k = 0; k < split.training.users.length; k++) {
    const history = training(split, k).items;
    for (let at = 1; at < history.length; at++) followers[history[at - 1]][history[at]]++;
  }
  let worst = 0;
  followers.forEach((row, last) => {
    const total = row.reduce((sum, count) => sum + count, 0);
    if (total === 0) return;
    const p = score(Uint32Array.of(last));
    for (let item = 0; item < items; item++) worst = Math.max(worst, Math.abs(p[item] - row[item] / total));
  });
  return worst;
}
