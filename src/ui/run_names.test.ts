import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../worker/contract.ts';
import { runName, runNames } from './run_names.ts';

const models = [{ name: 'sasrec', title: 'SASRec' }];
const recipe = { model: 'sasrec' };
const own = (id: string, name: string, ndcg: number | null) =>
  ({ id, name, recipe, snapshot: null, test: ndcg === null ? null : { ndcg: { 10: ndcg } } }) as unknown as RunSummary; // what names are made of
const opened = (id: string, name: string) => ({ id, name, recipe, snapshot: {}, test: null }) as unknown as RunSummary; // the same

describe('what a run is called', () => {
  it('is its name, and for the model of the page that it is shipped', () => {
    expect(runName(own('run-2', 'Run 2', 0.3), 'snapshot-1')).toBe('Run 2');
    expect(runName(opened('snapshot-1', 'From a file: bookshop'), 'snapshot-1')).toBe('The shipped model');
    expect(runName(opened('snapshot-2', 'From a link: bookshop'), 'snapshot-1')).toBe('From a link: bookshop');
  });

  it('has model and score where one chooses among runs, and a number where two are called the same', () => {
    const runs = [
      own('run-1', 'Run 1', null),
      own('run-2', 'Run 2', 0.35412),
      opened('snapshot-1', 'From a file: bookshop'),
      opened('snapshot-2', 'From a link: bookshop'),
      opened('snapshot-3', 'From a link: bookshop'),
    ];
    expect(runNames(runs, 'snapshot-1', models)).toEqual({
      'run-1': 'Run 1 · SASRec',
      'run-2': 'Run 2 · SASRec · NDCG@10 0.354',
      'snapshot-1': 'The shipped model',
      'snapshot-2': 'From a link: bookshop',
      'snapshot-3': 'From a link: bookshop (2)',
    });
  });
});
