import { describe, expect, it } from 'vitest';
import type { Health } from '../../../worker/contract.ts';
import { findings, updateShare } from './health.ts';

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

describe('learning health', () => {
  it('finds nothing wrong with small updates and steady gradients', () => {
    expect(findings(healthy, 0).map(({ light }) => light)).toEqual(['good', 'good']);
    expect(updateShare(healthy)).toBeCloseTo(0.004);
  });

  it('names a learning rate that is too high, with the number, before all else', () => {
    expect(findings(moving(0.08), 0)[0]).toEqual({
      light: 'danger',
      words: 'The learning rate is probably too high: updates are 8.0 % of the weights per step.',
    });
    expect(findings(moving(1e-6), 0)[0].words).toContain('hardly moves: updates are 0.00010 %');
  });

  it('counts skipped and clipped steps, and says nothing of clipping where there is none', () => {
    expect(findings({ ...healthy, skipped: 1 }, 0)[0].words).toContain('1 step of 20');
    expect(findings({ ...healthy, clipped: 15 }, 0.5)[0].words).toContain('75 % of the steps were clipped');
    expect(findings(healthy, 0).some(({ words }) => words.includes('clipped'))).toBe(false);
  });

  it('notices single batches that pull very hard', () => {
    expect(findings({ ...healthy, norm: { median: 1, largest: 50 } }, 0)[0].light).toBe('warning');
  });
});
