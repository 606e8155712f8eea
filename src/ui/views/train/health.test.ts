import { describe, expect, it } from 'vitest';
import type { Health } from '../../../worker/contract.ts';
import { findings, riseOf, updateShare, type Progress } from './health.ts';

const healthy: Health = {
  steps: 20,
  norm: { median: 1, largest: 3 },
  clipped: 0,
  skipped: 0,
  layers: [
    { layer: 'items', weights: 0.05, update: 0.0002 },
    { layer: 'positions', weights: 0.02, update: 0.0001 },
    { layer: 'final', weights: 1, update: 0.0004 },
  ],
};
const moving = (share: number): Health => ({
  ...healthy,
  layers: [{ layer: 'items', weights: 1, update: share }],
});

/** Past the first steps, with a loss that fell. */
const well: Progress = { step: 200, rise: null };

describe('learning health', () => {
  it('finds nothing wrong with small updates and steady gradients', () => {
    expect(findings(healthy, 0, well).map(({ light }) => light)).toEqual(['good', 'good']);
    expect(updateShare(healthy)).toBeCloseTo(0.004);
  });

  it('names a learning rate that is high or low, with the number, before all else', () => {
    expect(findings(moving(0.08), 0, well)[0]).toEqual({
      light: 'warning',
      words: 'The learning rate is on the high side: updates are 8.0\u00a0% of the weights per step.',
    });
    expect(findings(moving(1e-6), 0, well)[0].words).toContain('hardly moves: updates are 0.00010\u00a0%');
  });

  it('writes shares above a hundred percent and far below one in full', () => {
    expect(findings(moving(1.3), 0, well)[0].words).toContain('130\u00a0% of the weights');
    expect(findings(moving(3e-9), 0, well)[0].words).toContain('0.00000030\u00a0% of the weights');
  });

  it('does not judge the large updates that Adam begins with', () => {
    const [first, ...others] = findings(moving(0.1), 0, { step: 49, rise: null });
    expect([first.light, others.map(({ light }) => light)]).toEqual(['early', ['good']]);
    expect(first.words).toContain('updates are 10\u00a0% of the weights per step');
    expect(findings(moving(0.1), 0, { step: 50, rise: null })[0].light).toBe('warning');
  });

  it('tells a run that diverges from a good one by its loss, and calls nothing well beside it', () => {
    const measured = { good: [4.63, 4.27, 3.94], rough: [4.93, 4.45, 4.01], diverged: [23.3, 33, 34.4] };
    expect([riseOf(4.79, measured.good), riseOf(4.79, measured.rough.slice(0, 1))]).toEqual([null, null]);
    const rise = riseOf(4.79, measured.diverged);
    expect(findings(moving(0.02), 0, { step: 60, rise })).toEqual([
      { light: 'danger', words: 'The loss rose from 4.79 to 34.4: lower the learning rate.' },
    ]);
  });

  it('notices a loss that rises again after it fell', () => {
    expect(riseOf(4.8, [4, 2, 3.2])).toEqual({ from: 2, to: 3.2 });
    expect(riseOf(4.8, [4, 2, 2.5])).toBeNull();
    expect(riseOf(4.8, [])).toBeNull();
  });

  it('counts skipped and clipped steps, and says nothing of clipping where there is none', () => {
    expect(findings({ ...healthy, skipped: 1 }, 0, well)[0].words).toContain('1 step of 20');
    expect(findings({ ...healthy, clipped: 15 }, 0.5, well)[0].words).toContain('75\u00a0% of the steps were clipped');
    expect(findings(healthy, 0, well).some(({ words }) => words.includes('clipped'))).toBe(false);
  });

  it('notices single batches that pull very hard', () => {
    expect(findings({ ...healthy, norm: { median: 1, largest: 50 } }, 0, well)[0].light).toBe('warning');
  });
});
