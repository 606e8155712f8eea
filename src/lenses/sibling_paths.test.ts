import { describe, expect, it } from 'vitest';
import type { Codes } from '../events/codes.ts';
import { siblingPaths, treeOfPaths, type Path } from './sibling_paths.ts';
import { sharedBy } from './siblings.ts';

function pathsOf(codes: Codes, seed = 1): Path[] {
  const work = siblingPaths(codes, seed);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

describe('paths of codes', () => {
  // Below 0: 0, 1 and 2 part at the second code, 0 and 1 at the third. Below 1: 3 and 4 part at the third. Nothing parts below 2 and 3.
  const codes = {
    slots: 3,
    size: 4,
    values: Uint16Array.of(0, 0, 0, 0, 0, 1, 0, 1, 2, 1, 2, 0, 1, 2, 3, 2, 0, 0, 3, 1, 1, 3, 1, 1),
  };

  it('are those below which items part, the largest first, each with siblings that share it and no more', () => {
    const found = pathsOf(codes).map(({ parent, codes: own, pairs }) => [
      ...[parent, own.join(' ')],
      pairs.map(({ a, b }) => `${a} ${b}`).sort(),
    ]);
    expect(found).toEqual([
      [-1, '0', ['0 2', '1 2']],
      [0, '0', ['0 1']],
      [-1, '1 2', ['3 4']],
    ]);
  });

  it('of many items are the largest, with siblings drawn by a seed', () => {
    const values = Uint16Array.from({ length: 3 * 900 }, (_, at) => (at * at + 5 * at) % 23);
    const many = { slots: 3, size: 32, values };
    const found = pathsOf(many);
    expect(found.filter(({ parent }) => parent < 0)).toHaveLength(8);
    const pairs = found.flatMap((path) => path.pairs);
    expect(pairs.filter(({ shared, a, b }) => a >= b || sharedBy(many, a, b) !== shared)).toEqual([]);
    expect(pathsOf(many)).toEqual(found);
    expect(pathsOf(many, 2)).not.toEqual(found);
  });

  it('are the thicker the more users have the rarer order, and the sentence names both ends', () => {
    const [kept, turned] = [
      [0, 1, 2, 3, /* and */ 4, 5, 6, 7],
      [0, 9, 2, 9, /* and */ 1, 3, 4, 5],
    ];
    const tree = treeOfPaths(pathsOf(codes), Float64Array.from([...kept, ...kept, ...turned, ...kept]), 4);
    expect([...tree.parents]).toEqual([-1, 0, -1]);
    expect([...tree.numbers.values]).toEqual([0, 0.5, 0]);
    expect(tree.sentence).toMatch(
      /^Of siblings below code 0, code 0, as \{0\} and \{1\} are, the order is turned for 50 % of 4 users, the most/,
    );
    expect(tree.sentence).toMatch(
      /; below code 0, as \{\d\} and \{2\} are, for 0 %, the fewest, as below 1 other path\.$/,
    );
  });
});
