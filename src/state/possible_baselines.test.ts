import { expect, it } from 'vitest';
import { besideIn, possibleBaselines } from './possible_baselines.ts';

const card = (name: string, readsText: boolean) => ({ name, title: name, description: '', readsText });
const baselines = [card('popularity', false), card('nearest_text', true)];
const [titled, bare] = [{ texts: true }, { texts: false }];

it('what reads text stands beside data with text alone', () => {
  const names = (dataset: { texts: boolean } | null): string[] =>
    possibleBaselines(baselines, dataset).map(({ name }) => name);
  expect([names(titled), names(null), names(bare)]).toEqual([
    ['popularity', 'nearest_text'],
    ['popularity', 'nearest_text'],
    ['popularity'],
  ]);
});

it('the baseline that was chosen gives way to the simplest where the data lacks what it reads', () => {
  const beside = (baseline: string, dataset: { texts: boolean } | null): string =>
    besideIn({ baseline, baselines, dataset });
  expect(beside('nearest_text', titled)).toBe('nearest_text');
  expect(beside('nearest_text', bare)).toBe('popularity');
  expect(beside('popularity', bare)).toBe('popularity');
  expect(besideIn({ baseline: 'itemknn', baselines: [], dataset: bare })).toBe('itemknn'); // before they are known
});
