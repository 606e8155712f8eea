import { describe, expect, it } from 'vitest';
import { LossHistory } from './loss_history.ts';

describe('a loss history', () => {
  it('grows beyond its first room and keeps every loss', () => {
    const history = new LossHistory();
    for (let i = 0; i < 5000; i += 5) history.push([i, i + 1, i + 2, i + 3, i + 4]);
    expect(history.length).toBe(5000);
    expect([...history.view().subarray(4998)]).toEqual([4998, 4999]);
  });

  it('changes its version with its content', () => {
    const history = new LossHistory();
    history.push([1]);
    const before = history.version;
    history.clear();
    expect(history.version).not.toBe(before);
    expect(history.length).toBe(0);
  });

  it('forgets losses of steps that a recovery makes again', () => {
    const history = new LossHistory();
    history.continueAt(10);
    history.push([1, 2, 3, 4]);
    history.continueAt(12);
    history.push([5]);
    expect([history.first, ...history.view()]).toEqual([10, 1, 2, 5]);
  });

  it('sums up as means of equal stretches without what is not a number', () => {
    const history = new LossHistory();
    history.push([1, 3, Number.NaN, 5]);
    expect(history.summary(2)).toEqual([2, 5]);
    expect(history.summary(100)).toEqual([1, 3, 5]);
  });
});
