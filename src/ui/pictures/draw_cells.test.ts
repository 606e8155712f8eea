import { describe, expect, it } from 'vitest';
import { cellAt, layoutFor, numbersFit } from './draw_cells.ts';
import { brightness, colourAt, colourOf, coloursFor } from './palette.ts';

const titles = (count: number): string[] => Array<string>(count).fill('');
const cells = (rows: number, columns: number, whole: boolean, flat: boolean) => ({
  ...{ rows: titles(rows), columns: titles(columns), values: new Float32Array(rows * columns) },
  ...({ unit: 'number', whole, flat } as const),
});

it('has numbers in its cells only where they can be read there, and says something', () => {
  const fit = (across: number, down: number, unit: 'share' | 'number', most: number): boolean =>
    numbersFit({ across, down }, { unit, values: Float32Array.of(0, most) });
  expect([fit(40, 20, 'share', 0.1), fit(33, 20, 'share', 1), fit(40, 15, 'share', 1)]).toEqual([true, false, false]);
  expect([fit(40, 20, 'number', 1), fit(40, 20, 'number', 0.9)]).toEqual([true, false]);
});

describe('a square', () => {
  it.each([
    [700, 5],
    [700, 200],
    [340, 50],
  ])('%i px wide finds each of %i cells again, and nothing above the diagonal or beside the square', (width, size) => {
    const made = cells(size, size, false, false);
    const layout = layoutFor(width, made);
    const at = (row: number, column: number) =>
      cellAt(layout, made, layout.left + (column + 0.5) * layout.across, layout.top + (row + 0.5) * layout.down);
    const [last, middle] = [size - 1, size >> 1];
    expect([at(0, 0), at(last, middle), at(last, last)]).toEqual([
      { row: 0, column: 0 },
      { row: last, column: middle },
      { row: last, column: last },
    ]);
    expect([at(middle, last), at(-1, 0), at(size, 0), at(0, -1)]).toEqual([null, null, null, null]);
    expect(layout.left + size * layout.across).toBeLessThanOrEqual(width);
  });

  it('goes from dark to bright with the square root of the weight', () => {
    expect([0, 0.25, 1].map((weight) => brightness(weight, 1))).toEqual([0, 0.5, 1]);
    const luminance = (t: number): number =>
      colourAt(t).reduce((sum, x, i) => sum + x * [0.2126, 0.7152, 0.0722][i], 0);
    const ladder = Array.from({ length: 20 }, (_, i) => luminance(i / 19));
    expect(ladder).toEqual([...ladder].sort((a, b) => a - b));
  });
});

describe('a grid', () => {
  it.each([
    [700, 32, 50],
    [340, 256, 20],
    [700, 4, 200],
  ])('%i px wide finds each cell of %i rows and %i columns again', (width, rows, columns) => {
    const made = cells(rows, columns, true, true);
    const layout = layoutFor(width, made);
    const at = (row: number, column: number) =>
      cellAt(layout, made, layout.left + (column + 0.5) * layout.across, layout.top + (row + 0.5) * layout.down);
    expect(at(0, columns - 1)).toEqual({ row: 0, column: columns - 1 });
    expect(at(rows - 1, 0)).toEqual({ row: rows - 1, column: 0 });
    expect([at(rows, 0), at(0, columns)]).toEqual([null, null]);
    expect(layout.left + columns * layout.across).toBeLessThanOrEqual(width);
    expect(layout.height).toBeLessThan(700);
  });

  it('has colours for both sides of 0 where some numbers are below it', () => {
    const colours = coloursFor(Float32Array.of(-4, 0, 1));
    expect(colours).toEqual({ most: 4, signed: true });
    const [low, none, high] = [-4, 0, 4].map((value) => colourOf(value, colours));
    expect([low[2] > low[0], Math.max(...none) - Math.min(...none) < 8, high[0] > high[2]]).toEqual([true, true, true]);
    expect(colourOf(1, coloursFor(Float32Array.of(0, 1)))).toEqual(colourAt(1));
  });
});
