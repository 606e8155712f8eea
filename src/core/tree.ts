/** Rows of a tree, each of which goes on from one before it or, at −1, from the root. */

export interface Placed {
  readonly row: number;
  /** Rows between it and the root. */
  readonly depth: number;
}

/** Of each row those that go on from it, in their order. */
export function childrenOf(parents: ArrayLike<number>): readonly (readonly number[])[] {
  const children = Array.from(parents, (): number[] => []);
  for (let row = 0; row < parents.length; row++) if (parents[row] >= 0) children[parents[row]].push(row);
  return children;
}

/** Rows depth first: after each what goes on from it. */
export function depthFirst(parents: ArrayLike<number>): readonly Placed[] {
  const children = childrenOf(parents);
  const order: Placed[] = [];
  const left: Placed[] = [];
  for (let row = parents.length - 1; row >= 0; row--) if (parents[row] < 0) left.push({ row, depth: 0 });
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    order.push(next);
    const { depth } = next;
    left.push(...children[next.row].map((row) => ({ row, depth: depth + 1 })).reverse());
  }
  return order;
}

/** The rows from the root to one, itself the last. */
export function pathTo(parents: ArrayLike<number>, row: number): readonly number[] {
  const path: number[] = [];
  for (let at = row; at >= 0; at = parents[at]) path.unshift(at);
  return path;
}
