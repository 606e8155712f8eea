import { describe, expect, it } from 'vitest';
import { cellWords, exact, stepped } from './heatmap.tsx';

describe('the cell at hand', () => {
  it.each([
    ['ArrowUp', { row: 2, column: 2 }],
    ['ArrowDown', { row: 4, column: 3 }],
    ['ArrowLeft', { row: 3, column: 2 }],
    ['ArrowRight', { row: 3, column: 3 }],
    ['PageUp', { row: 0, column: 0 }],
    ['Home', { row: 3, column: 0 }],
    ['End', { row: 3, column: 3 }],
  ])('%s leads along the cells that can be seen', (key, to) => {
    expect(stepped({ row: 3, column: 3 }, key, 5)).toEqual(to);
  });

  it('does not move for another key', () => expect(stepped({ row: 0, column: 0 }, 'x', 5)).toBeNull());

  it('is read out with both titles and its exact weight', () => {
    const weights = Float32Array.of(1, 0, 0.387, 0.613);
    const picture = { key: '', name: '', short: '', size: 2, weights };
    expect(cellWords(picture, ['A', 'B'], { row: 1, column: 0 })).toBe('After B (2 of 2): 38.7 % on A (1).');
    expect([0, 0.0001].map(exact)).toEqual(['0.0 %', '0 % (1.0e-4)']);
  });
});
