import type { Pace } from '../../core/pace.ts';
import type { Experiment, Values } from '../experiment.ts';
import type { KnownWorld } from '../worlds/known.ts';
import { markovMix } from '../worlds/markov_mix.ts';
import { threads } from '../worlds/threads.ts';
import { countsOf, hitRate } from './baseline_hits.ts';
import own from './f4.ts?digest';

const worlds = { threads, 'markov-mix': markovMix } as const;
const contenders = { popularity: 'Popularity', markov1: 'Markov chain', graph2: 'Two-hop graph' } as const;

const titles = Object.entries(contenders).map(([name, title]) => [name, `${title}, HR@10`]);
const measuresOf = (world: string): [string, string][] =>
  [...titles, ['known', 'Who knows the process, HR@10'], ['solved', 'Best shortcut / who knows the process']].map(
    ([name, title]) => [`${world}.${name}`, `${world}: ${title}`],
  );

/**
 * What the last one or two items alone can do, on a world that they solve and on one that they do not. The figures expected
 * come from a reference in numpy: on threads Markov-1 .365, graph .525, the process .933; on markov-mix popularity .130,
 * Markov-1 .587.
 */
export const experiment: Experiment = {
  kind: 'baselines',
  sources: {
    './f4.ts': own,
    ...import.meta.glob<string>(
      [
        '../../data/simulator/{draw,record,weave}.ts',
        './baseline_hits.ts',
        '../worlds/*.ts',
        '../../data/split.ts',
        '../../data/shape.ts',
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
      'Two generated worlds of 2,000 people, 14 to 24 events each and 200 items. In threads three sequences are woven into one history; in markov-mix the last item decides six events in ten. Leave-one-out, the whole catalogue ranked, items of the history among it.',
    contenders: [...Object.values(contenders), 'Who knows the process'],
    seeds: [1, 2, 3, 4, 5],
    measures: Object.fromEntries(Object.keys(worlds).flatMap(measuresOf)),
    expectations: [
      {
        says: 'On threads the two-hop graph beats the Markov chain by 0.05 at least.',
        ...{ measure: 'threads.graph2', is: 'at least', than: 'threads.markov1', margin: 0.05, of: 'the mean' },
      },
      {
        says: 'On threads the graph leaves 0.2 at least to who knows the process.',
        ...{ measure: 'threads.known', is: 'at least', than: 'threads.graph2', margin: 0.2, of: 'the mean' },
      },
      {
        says: 'On markov-mix the Markov chain beats popularity by 0.3 at least.',
        ...{
          measure: 'markov-mix.markov1',
          is: 'at least',
          than: 'markov-mix.popularity',
          margin: 0.3,
          of: 'the mean',
        },
      },
      {
        says: 'Shortcuts solve 0.1 more of markov-mix than of threads, for every seed.',
        ...{ measure: 'markov-mix.solved', is: 'at least', than: 'threads.solved', margin: 0.1, of: 'every seed' },
      },
    ],
  },
  async measure(seed, pace) {
    const values: Record<string, number> = {};
    for (const [i, [name, make]] of Object.entries(worlds).entries()) {
      const found = await onWorld(await make(seed, pace), pace);
      for (const [key, value] of Object.entries(found)) values[`${name}.${key}`] = value;
      pace.onProgress?.((i + 1) / Object.keys(worlds).length);
    }
    return values;
  },
};

async function onWorld({ interactions, best }: KnownWorld, pace: Pace): Promise<Values> {
  const counts = await countsOf(interactions);
  const hits: Record<string, number> = {};
  for (const name of Object.keys(contenders)) hits[name] = await hitRate(counts, name, pace);
  return { ...hits, known: best, solved: Math.max(hits.markov1, hits.graph2) / best };
}
