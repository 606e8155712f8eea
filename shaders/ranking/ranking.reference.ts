import type { Floats } from '../../src/kernel/kernel.ts';

/** The score of an item that must not be recommended: finite, since WGSL may assume there is no infinity. */
export const EXCLUDED = Math.fround(-3.4e38);

/** scores[r, seen[p]] = −3.4·10³⁸ for the places p of row r. */
export function excludeSeen(
  t: Readonly<Record<'scores' | 'offsets' | 'seen', Floats>>,
  { rows, items }: { readonly rows: number; readonly items: number },
): void {
  for (let r = 0; r < rows; r++) {
    for (const item of t.seen.subarray(t.offsets[r], t.offsets[r + 1])) t.scores[r * items + item] = EXCLUDED;
  }
}

/** rank[r] = #greater + #equal others / 2, from 0: expected rank under random order of ties. McSherry & Najork 2008. */
export function targetRank(
  t: Readonly<Record<'scores' | 'targets' | 'rank', Floats>>,
  { items }: { readonly items: number },
): void {
  t.targets.forEach((target, r) => {
    const row = t.scores.subarray(r * items, (r + 1) * items);
    const greater = row.filter((score) => score > row[target]).length;
    const equal = row.filter((score) => score === row[target]).length;
    t.rank[r] = greater + (equal - 1) / 2;
  });
}

/** The first k items of each row in the order of (−score, index). */
export function topK(
  t: Readonly<Record<'scores' | 'ids' | 'values', Floats>>,
  { rows, items, k }: Readonly<Record<'rows' | 'items' | 'k', number>>,
): void {
  for (let r = 0; r < rows; r++) {
    const row = t.scores.subarray(r * items, (r + 1) * items);
    const order = Array.from(row.keys()).sort((a, b) => row[b] - row[a] || a - b);
    for (let place = 0; place < k; place++) {
      t.ids[r * k + place] = order[place];
      t.values[r * k + place] = row[order[place]];
    }
  }
}
