import { describe, expect, it } from 'vitest';
import { whatIsSeen } from './attention_words.ts';

const attention = (size: number, ...weights: number[]) => ({
  ...{ name: 'head 2 of block 1', title: '', size, weights: Float32Array.from(weights) },
});

describe('what a picture of attention shows, in words', () => {
  it('names the item that the last position looks at most', () => {
    expect(whatIsSeen(attention(2, 1, 0, 0.39, 0.61), [7, 8])).toBe(
      'When the next item is asked for, head 2 of block 1 puts 61 % of its weight on the last item, {8}.',
    );
  });

  it('knows a mask behind the items', () => {
    const words = whatIsSeen(attention(2, 0.5, 0.5, 0.39, 0.61), [7, 20], 1);
    expect(words).toContain('61 % of its weight on the mask behind the history, {20}.');
  });

  it('says over how many items half of the weight is spread', () => {
    const last = [0.4, 0.3, 0.2, 0.1];
    const rows = attention(4, 1, 0, 0, 0, 0.9, 0.1, 0, 0, 0.2, 0.4, 0.4, 0, ...last);
    expect(whatIsSeen(rows, [7, 8, 9, 5])).toContain('on the first item, {7}; 2 items together hold half of it.');
  });

  it('counts no mask as an item', () => {
    const rows = attention(3, 0.4, 0.4, 0.2, 0.3, 0.4, 0.3, 0.35, 0.2, 0.45);
    expect(whatIsSeen(rows, [7, 8, 20], 2)).toContain('; 1 item and the mask together hold half of it.');
  });

  it('tells a habit of positions that see those behind them', () => {
    const next = attention(3, 0.1, 0.9, 0, 0.1, 0, 0.9, 0.4, 0.3, 0.3);
    expect(whatIsSeen(next, [7, 8, 9])).toContain('mostly at the item just behind (60 % on average)');
    const mask = attention(3, 0.2, 0.2, 0.6, 0.1, 0.2, 0.7, 0.3, 0.2, 0.5);
    expect(whatIsSeen(mask, [7, 8, 20], 2)).toContain('mostly at the mask behind the history (60 % on average)');
  });

  it('tells a habit of all positions', () => {
    const previous = attention(3, 1, 0, 0, 0.9, 0.1, 0, 0, 0.7, 0.3);
    expect(whatIsSeen(previous, [7, 8, 9])).toContain('mostly at the item just before (80 % on average)');
  });
});
