import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../worker/contract.ts';
import { headline, winnerOf } from './verdict.ts';

const versus = (low: number, high: number): RunSummary['againstBaseline'] => ({
  baseline: 'markov1',
  metric: 'NDCG@10',
  difference: { value: (low + high) / 2, low, high, users: 100, resamples: 1000 },
  sentence: '',
});

describe('the verdict', () => {
  it('praises the model only where the whole interval is above zero', () => {
    expect(headline('SASRec', versus(0.001, 0.02), []).words).toContain('SASRec is worth it');
    expect(headline('SASRec', versus(-0.001, 0.02), []).words).toContain('No winner');
  });
  it('says plainly when the baseline wins', () => {
    const { tone, words } = headline('SASRec', versus(-0.02, -0.001), []);
    expect(tone).toBe('warning');
    expect(words).toContain('The baseline wins: markov1');
    expect(words).toContain('Use it, or train longer.');
  });
  it('does not advise to train longer where the loss rose', () => {
    const { words } = headline('SASRec', versus(-0.02, -0.001), [], { from: 4.79, to: 30 });
    expect(words).toContain('needs no training. The loss rose from 4.79 to 30: lower the learning rate.');
    expect(words).not.toContain('longer');
  });
  it('names the baseline as the winner only where the whole interval is below zero', () => {
    expect(winnerOf(versus(-0.02, -0.001))).toBe('markov1');
    expect(winnerOf(versus(-0.02, 0.001))).toBeNull();
    expect(winnerOf(null)).toBeNull();
  });
  it('claims nothing without a comparison', () => expect(headline('SASRec', null, []).tone).toBe(''));
});
