import { expect, it } from 'vitest';
import { layoutFor, rowAt, stepped } from './draw_tree.ts';
import { branchWords } from './tree.tsx';

// Root: 0 and 1; 0: 2 and 3; 1: 4; 4: 5.
const parents = Int32Array.of(-1, -1, 0, 0, 1, 4);
const layout = layoutFor(400, parents);

it('rows that nothing goes on from lie one below the other, the others between theirs', () => {
  const { y, x, depths, root, titles } = layout;
  expect(depths).toEqual([0, 0, 1, 1, 1, 2]);
  expect(y[0]).toBe((y[2] + y[3]) / 2);
  expect([y[1], y[4]]).toEqual([y[5], y[5]]);
  expect(y[3] - y[2]).toBe(y[5] - y[3]);
  expect(root).toBe((y[0] + y[1]) / 2);
  expect(x[0]).toBe(x[1]);
  expect(x[5]).toBeLessThan(titles);
});

it.each([0, 1, 2, 3, 4, 5])('row %i is found again where its branch lies', (row) => {
  expect(rowAt(layout, layout.x[row] - layout.column / 2, layout.y[row])).toBe(row);
});

it('the pointer beside the branches means the nearest, and no row where there is none', () => {
  expect(rowAt(layout, 399, 0)).toBe(5);
  expect(rowAt(layout, 0, 0)).toBe(0);
  expect(rowAt(layoutFor(400, []), 10, 10)).toBeNull();
});

it('keys lead along branches and among rows of one depth', () => {
  const to = (at: number, key: string): number | null => stepped(layout, parents, at, key);
  expect([to(0, 'ArrowRight'), to(2, 'ArrowLeft'), to(0, 'ArrowLeft'), to(5, 'ArrowRight')]).toEqual([2, 0, 0, 5]);
  expect([to(2, 'ArrowDown'), to(3, 'ArrowDown'), to(4, 'ArrowDown'), to(2, 'ArrowUp')]).toEqual([3, 4, 4, 2]);
  expect([to(3, 'Home'), to(3, 'End'), to(2, 'PageDown'), to(3, 'a')]).toEqual([2, 4, 4, null]);
});

it('a branch is read out from the root on, with its item and its number', () => {
  const items = [null, { id: 'a', title: 'A', category: null, count: 1 }];
  const rows = { of: 'codes', label: 'code', words: ['code 3', 'code 7'], items } as const;
  const columns = { of: 'words', label: '', words: ['ln P'] } as const;
  const numbers = { quantity: 'ln P', unit: 'number', rows, columns, values: Float32Array.of(-0.5, -1.25) } as const;
  const picture = { kind: 'tree', title: '', sentence: '', parents: Int32Array.of(-1, 0), numbers } as const;
  expect([branchWords(picture, 0), branchWords(picture, 1)]).toEqual([
    'code 3: ln P −0.5.',
    'code 3 › code 7, A: ln P −1.25.',
  ]);
});
