import { expect, it } from 'vitest';
import { childrenOf, depthFirst, pathTo } from './tree.ts';

// Root: 0 and 1; 0: 2 and 4; 1: 3; 4: 5.
const parents = Int32Array.of(-1, -1, 0, 1, 0, 4);

it('a tree is walked depth first, in the order of its rows', () => {
  expect(depthFirst(parents).map(({ row, depth }) => [row, depth])).toEqual([
    [0, 0],
    [2, 1],
    [4, 1],
    [5, 2],
    [1, 0],
    [3, 1],
  ]);
  expect(childrenOf(parents)).toEqual([[2, 4], [3], [], [], [5], []]);
});

it('a row is reached from the root, and a tree without rows is walked too', () => {
  expect(pathTo(parents, 5)).toEqual([0, 4, 5]);
  expect(depthFirst([])).toEqual([]);
});
