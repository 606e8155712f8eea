import { expect, it } from 'vitest';
import type { MixerCost } from '../../../worker/contract.ts';
import { costSentence, heldTo, lengthsOf } from './cost_words.ts';

const mixer = (
  title: string,
  growth: MixerCost['growth'],
  slope: number | null,
  lengths: readonly number[],
): MixerCost => ({
  ...{ name: title, title, growth, slope, goal: growth === 'linear' ? 1.1 : 2, ended: null },
  at: lengths.map((length) => ({ length, milliseconds: 1, bytes: 1, dispatches: 1 })),
});

const mixers = [
  mixer('Scan', 'linear', 1.02, [64, 128, 256]),
  mixer('Slow scan', 'linear', 1.3, [64, 128]),
  mixer('Attention', 'quadratic', 2.04, [64, 128, 512]),
  mixer('Unmeasured', 'linear', null, []),
];

it('says which mixers keep to the slope that their arithmetic has', () => {
  expect(mixers.map(heldTo)).toEqual([true, false, null, null]);
  expect(costSentence(mixers)).toBe(
    'Of 2 mixers whose arithmetic grows as the length, the time of 1 does so too: their slope is at most 1.1. Above it: Slow scan 1.30. That of others grows as its square, with a slope of about 2: Attention 2.04.',
  );
});

it('has every length at which anything was measured', () => {
  expect(lengthsOf(mixers)).toEqual([64, 128, 256, 512]);
});
