import { describe, expect, it } from 'vitest';
import { whatIsSeen } from './seen.ts';

const picture = (size: number, ...weights: number[]) => ({
  ...{ key: '0.1', name: 'Head 2 of block 1', short: '', size, weights: Float32Array.from(weights) },
});

describe('what a picture of attention shows, in words', () => {
  it('names the item that the last position looks at most', () => {
    expect(whatIsSeen(picture(2, 1, 0, 0.39, 0.61), ['A', 'B'])).toBe(
      'When the next item is asked for, head 2 of block 1 puts 61 % of its weight on the last item, B.',
    );
  });

  it('says over how many items half of the weight is spread', () => {
    const last = [0.4, 0.3, 0.2, 0.1];
    const rows = picture(4, 1, 0, 0, 0, 0.9, 0.1, 0, 0, 0.2, 0.4, 0.4, 0, ...last);
    expect(whatIsSeen(rows, ['A', 'B', 'C', 'D'])).toContain('on the first item, A; 2 items together hold half of it.');
  });

  it('tells a habit of all positions', () => {
    const previous = picture(3, 1, 0, 0, 0.9, 0.1, 0, 0, 0.7, 0.3);
    expect(whatIsSeen(previous, ['A', 'B', 'C'])).toContain('mostly at the item just before (80 % on average)');
  });
});
