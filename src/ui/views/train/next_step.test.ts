import { expect, it } from 'vitest';
import type { RunSummary } from '../../../worker/contract.ts';
import { nextStep } from './next_step.ts';

const versus = (low: number): RunSummary['againstBaseline'] => ({
  baseline: 'markov1',
  metric: 'NDCG@10',
  difference: { value: low, low, high: low + 0.02, users: 100, resamples: 1000 },
  sentence: '',
});

it('says why a baseline does well on a world that it knows, and always what to do next', () => {
  const [reason, more, next] = nextStep('sequels', true, versus(-0.01));
  expect(more).toContain('Long memory');
  expect(reason).toContain('the last item alone decides');
  expect(next).toContain('drop your own CSV');
});

it('explains nothing where the model won', () => {
  expect(nextStep('sequels', true, versus(0.01))).toHaveLength(1);
  expect(nextStep('sequels', true, null)).toHaveLength(1);
});

it('tells nobody who brought data to bring some, whatever the file is called', () => {
  expect(nextStep('orders', false, versus(-0.01))).toEqual([]);
  expect(nextStep('sequels', false, versus(-0.01))).toEqual([]);
});
