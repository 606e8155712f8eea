import { describe, expect, it } from 'vitest';
import { atOnce } from '../core/pace.ts';
import { summariesOf } from './attention_summaries.ts';

const map = (block: number, head: number, ...weights: number[]) => ({
  sees: 'past' as const,
  place: `Block ${block + 1}`,
  block,
  head,
  weights: Float32Array.from(weights),
});
const maps = [map(0, 0, 1, 0, 0.5, 0.5), map(0, 1, 1, 0, 1, 0), map(1, 0, 1, 0, 0, 1), map(1, 1, 1, 0, 0, 1)];
const titles = (of: typeof maps): string[] => atOnce(summariesOf(of)).map(({ title }) => title);
const weights = (of: typeof maps, title: string): number[] => [
  ...(atOnce(summariesOf(of)).find((summary) => summary.title === title)?.weights ?? []),
];

describe('summaries of attention', () => {
  it('stand before every head', () => {
    const heads = ['Block 1, head 1', 'Block 1, head 2', 'Block 2, head 1', 'Block 2, head 2'];
    expect(titles(maps)).toEqual(['Average', 'Highest', 'Rollout', ...heads]);
  });

  it('sum up only what is more than one', () => {
    expect(titles(maps.slice(0, 1))).toEqual(['Block 1, head 1']);
    expect(titles(maps.slice(0, 2))).toEqual(['Average', 'Highest', 'Block 1, head 1', 'Block 1, head 2']);
  });

  it('go weight by weight, as average and highest', () => {
    expect(weights(maps, 'Average')).toEqual([1, 0, 0.375, 0.625]);
    expect(weights(maps, 'Highest')).toEqual([1, 0, 1, 1]);
  });

  it('multiply the blocks in the rollout, each half attention and half residual', () => {
    // Block 1: ([1 0; ¾ ¼] + I) / 2 = [1 0; ⅜ ⅝]; block 2 is the identity.
    expect(weights(maps, 'Rollout')).toEqual([1, 0, 0.375, 0.625]);
    expect(weights([maps[0], { ...maps[0], block: 1 }], 'Rollout')).toEqual([1, 0, 0.4375, 0.5625]);
  });
});
