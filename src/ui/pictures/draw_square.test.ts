import { describe, expect, it } from 'vitest';
import { cellAt, layoutFor } from './draw_square.ts';
import { brightness, colourAt } from './palette.ts';

describe('a square', () => {
  it.each([
    [700, 5],
    [700, 200],
    [340, 50],
  ])('%i px wide finds each of %i cells again, and nothing above the diagonal or beside the square', (width, size) => {
    const layout = layoutFor(width, size);
    const at = (row: number, column: number) =>
      cellAt(layout, 'past', layout.left + (column + 0.5) * layout.cell, layout.top + (row + 0.5) * layout.cell);
    const [last, middle] = [size - 1, size >> 1];
    expect([at(0, 0), at(last, middle), at(last, last)]).toEqual([
      { row: 0, column: 0 },
      { row: last, column: middle },
      { row: last, column: last },
    ]);
    expect([at(middle, last), at(-1, 0), at(size, 0), at(0, -1)]).toEqual([null, null, null, null]);
    expect(layout.left + size * layout.cell).toBeLessThanOrEqual(width);
  });

  it('goes from dark to bright with the square root of the weight', () => {
    expect([0, 0.25, 1].map((weight) => brightness(weight, 1))).toEqual([0, 0.5, 1]);
    const luminance = (t: number): number =>
      colourAt(t).reduce((sum, x, i) => sum + x * [0.2126, 0.7152, 0.0722][i], 0);
    const ladder = Array.from({ length: 20 }, (_, i) => luminance(i / 19));
    expect(ladder).toEqual([...ladder].sort((a, b) => a - b));
  });
});
