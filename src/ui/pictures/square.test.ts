import { describe, expect, it } from 'vitest';
import { cellWords, stepped } from './square.tsx';

const made = (sees: 'past' | 'all', ...values: number[]) => {
  const side = { of: 'words', label: '', words: [] } as const;
  const numbers = { quantity: 'weight', unit: 'share', rows: side, columns: side } as const;
  const kind = { kind: 'square', title: '', sentence: '', sees, joined: 'on' } as const;
  return { ...kind, numbers: { ...numbers, values: Float32Array.from(values) } };
};
const five = Array<number>(25).fill(0);

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
    expect(stepped({ row: 3, column: 3 }, key, made('past', ...five))).toEqual(to);
  });

  it('goes past the diagonal where positions see the future', () => {
    expect(stepped({ row: 3, column: 3 }, 'End', made('all', ...five))).toEqual({ row: 3, column: 4 });
  });

  it('does not move for another key', () => {
    expect(stepped({ row: 0, column: 0 }, 'x', made('past', 1))).toBeNull();
  });

  it('is read out with both titles and its exact weight', () => {
    const picture = made('past', 1, 0, 0.387, 0.613);
    expect(cellWords(picture, ['A', 'B'], { row: 1, column: 0 })).toBe('After B (2 of 2): 38.7 % on A (1).');
  });
});
