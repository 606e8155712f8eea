interface Sizes {
  readonly m: number;
  readonly n: number;
  readonly k: number;
}

/** How a long sum is shared out: `shares` workgroups per tile, each summing `span` values of i (the last one fewer). */
export interface Split {
  readonly span: number;
  readonly shares: number;
}

/** Edge of the tiles whose sums are split; small, because split sums are for small products. */
export const SPLIT_TILE = 32;
/** Enough workgroups to keep a large GPU busy; more would only lengthen the second pass. */
const WORKGROUPS = 512;
/** Fewer values per share cost more in the second pass than they save in the first. */
const SHORTEST_SPAN = 64;
/** Values of i that a workgroup stages at a time. */
const STEP = 16;

/** The split of a product of (m, k) by (k, n). One share means that splitting does not pay. */
export function split({ m, n, k }: Sizes): Split {
  const tiles = Math.ceil(m / SPLIT_TILE) * Math.ceil(n / SPLIT_TILE);
  const wanted = Math.min(Math.ceil(WORKGROUPS / tiles), Math.floor(k / SHORTEST_SPAN));
  const span = Math.ceil(k / Math.max(1, wanted) / STEP) * STEP;
  return { span, shares: Math.ceil(k / span) };
}
