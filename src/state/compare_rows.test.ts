import { expect, it } from 'vitest';
import { finishedSummary, type FinishedOptions } from '../testing/finished.ts';
import type { RunSummary } from '../worker/contract.ts';
import { differingSettings, groupsOf, proposal, recipeChanges, stillTicked, titleOfRow } from './compare_rows.ts';

const ranks = Float64Array.of(0, 3, 50);

async function run(number: number, options: FinishedOptions = {}): Promise<RunSummary> {
  const summary = await finishedSummary(ranks, { seed: number, ...options });
  return { ...summary, id: `run-${number}`, name: `Run ${number}`, kept: true, snapshot: null };
}

it('groups runs by dataset and protocol, says what changed, and shows each baseline once', async () => {
  const runs = [await run(1), await run(2), await run(3, { seen: 'kept' })];
  const groups = groupsOf(runs);
  expect(groups.map(({ rows }) => rows.map(({ key }) => key))).toEqual([
    ['run-3', 'run-3/popularity'],
    ['run-1', 'run-2', 'run-2/popularity'],
  ]);
  const [first, second] = groups[1].rows;
  expect(first.kind === 'run' && first.changes).toBeNull();
  expect(second.kind === 'run' && second.changes).toEqual([{ name: 'seed', before: '1', now: '2' }]);
});

it('shows popularity and repeating the last item once where they are one list', async () => {
  const one = await run(1);
  const [popular] = one.baselines;
  const repeat = { ...popular, name: 'repeat_last', title: 'Repeat last' };
  const [group] = groupsOf([{ ...one, baselines: [popular, repeat] }]);
  expect(group.rows.map(titleOfRow)).toEqual(['Run 1', 'Popularity, Repeat last']);
});

const interval = { value: 0, low: 0, high: 0, users: 3, resamples: 1000 };

it('leaves models from files out: they hold no ranks', async () => {
  const facts = { weights: 'f32', items: 3, titled: true, scores: [], bytes: 1 } as const;
  expect(groupsOf([{ ...(await run(1)), snapshot: facts }])).toEqual([]);
});

it('proposes the last two runs of the protocol that was used last, or a single one and the baseline it was compared with', async () => {
  const [one, two, three] = [await run(1), await run(2), await run(3)];
  expect(proposal(groupsOf([one, two, three]))).toEqual(['run-2', 'run-3']);
  expect(proposal(groupsOf([one, { ...two, test: null, baselines: [] }]))).toEqual(['run-1', 'run-1/popularity']);
  expect(proposal(groupsOf([one, two, await run(4, { seen: 'kept' })]))).toEqual(['run-4', 'run-4/popularity']);
  const [baseline] = one.baselines;
  const several = ['markov1', 'window5'].map((name) => ({ ...baseline, name, title: name }));
  const againstBaseline = { baseline: 'window5', metric: 'NDCG@10', difference: interval, sentence: '' };
  expect(proposal(groupsOf([{ ...one, baselines: several, againstBaseline }]))).toEqual(['run-1', 'run-1/window5']);
  expect(proposal(groupsOf([{ ...one, baselines: [] }]))).toEqual([]);
  expect(proposal([])).toEqual([]);
});

it('keeps what is ticked while its row is there, under the key that a baseline has now', async () => {
  const [one, two] = [await run(1), await run(2)];
  expect(stillTicked(['run-1', 'run-1/popularity', 'run-9'], groupsOf([one, two]))).toEqual([
    'run-1',
    'run-2/popularity',
  ]);
  expect(stillTicked(['run-1/markov1'], groupsOf([one]))).toEqual([]);
});

it('names the settings that are not the same in all runs', async () => {
  const [a, b] = [(await run(1)).recipe, (await run(1)).recipe];
  expect(differingSettings([a, b])).toEqual([]);
  const wide = { ...b, config: { ...b.config, width: 16 }, seed: 9 };
  expect(differingSettings([a, b, wide])).toEqual(['width', 'seed']);
  expect(recipeChanges(a, wide).map(({ name, now }) => [name, now])).toEqual([
    ['width', '16'],
    ['seed', '9'],
  ]);
});
