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

  it('draws few of many steps, the last one always, smoothed over those it leaves out', () => {
    const history = new LossHistory();
    history.continueAt(100);
    history.push(Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? 1 : 3)));
    const { every, steps, raw, smooth } = history.curve(300);
    expect([every, steps[0], steps.at(-1), steps.length]).toEqual([4, 104, 1100, 250]);
    expect(raw.every((loss) => loss === 3)).toBe(true);
    expect(smooth.at(-1)).toBeCloseTo(2, 1);
  });

  it('leaves out losses that are not finite', () => {
    const history = new LossHistory();
    history.push([Number.NaN, 2, Infinity]);
    expect(history.curve(9)).toMatchObject({ raw: [null, 2, null], smooth: [null, 2, 2] });
  });
});
