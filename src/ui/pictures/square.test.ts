import { describe, expect, it } from 'vitest';
import { gridWords } from './grid.tsx';
import { stepped } from './heatmap.tsx';
import { cellWords } from './square.tsx';

const made = (sees: 'past' | 'all', ...values: number[]) => {
  const side = { of: 'words', label: '', words: [] } as const;
  const numbers = { quantity: 'weight', unit: 'share', rows: side, columns: side } as const;
  const kind = { kind: 'square', title: '', sentence: '', sees, joined: 'on' } as const;
  return { ...kind, numbers: { ...numbers, values: Float32Array.from(values) } };
};
const five = (whole: boolean) => ({ rows: Array<string>(5).fill(''), columns: Array<string>(5).fill(''), whole });

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
    expect(stepped({ row: 3, column: 3 }, key, five(false))).toEqual(to);
  });

  it('goes past the diagonal where positions see the future', () => {
    expect(stepped({ row: 3, column: 3 }, 'End', five(true))).toEqual({ row: 3, column: 4 });
  });

  it('does not move for another key', () => {
    expect(stepped({ row: 0, column: 0 }, 'x', five(false))).toBeNull();
  });

  it('is read out with both titles and its exact weight', () => {
    const picture = made('past', 1, 0, 0.387, 0.613);
    expect(cellWords(picture, ['A', 'B'], { row: 1, column: 0 })).toBe('After B (2 of 2): 38.7\u00a0% on A (1).');
  });

  it('of a grid is read out with its row, its item and what the number is', () => {
    const cells = { rows: ['state 1', 'state 2'], columns: ['A', 'B'], values: Float32Array.of(1, 2, 3, -0.25) };
    const words = gridWords({ ...cells, unit: 'number', whole: true, flat: true }, 'value', { row: 1, column: 1 });
    expect(words).toBe('state 2 at B (2 of 2): value −0.25.');
  });
});
