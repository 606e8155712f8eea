import type { Floats, Span } from '../../src/kernel/kernel.ts';

/** y[r] = codes[ids[r]]. */
export function codesOf(
  t: Readonly<Record<'codes' | 'ids' | 'y', Floats>>,
  { count }: { readonly count: number },
  { from, to }: Span = { from: 0, to: count },
): void {
  for (let r = from; r < to; r++) t.y[r] = t.codes[t.ids[r]];
}

interface Extents {
  readonly rows: number;
  readonly vocabulary: number;
  readonly size: number;
}
type Scored = Readonly<Record<'logits' | 'codes' | 'y', Floats>>;

/** y[r, v] = logits[r, codes[v]]. */
export function scores(t: Scored, extents: Extents, span = allRows(extents)): void {
  t.y.fill(0, span.from * extents.vocabulary, span.to * extents.vocabulary);
  addLogits(t, extents, span);
}

/** y = sofar + the scores above. Hou et al. 2025, arXiv:2506.05781, eq. 5: a sum over the codes of an item. */
export function scoresOnto(t: Scored & { readonly sofar: Floats }, extents: Extents, span = allRows(extents)): void {
  const { vocabulary } = extents;
  t.y.set(t.sofar.subarray(span.from * vocabulary, span.to * vocabulary), span.from * vocabulary);
  addLogits(t, extents, span);
}

function addLogits({ logits, codes, y }: Scored, { vocabulary, size }: Extents, { from, to }: Span): void {
  for (let r = from; r < to; r++) {
    for (let v = 0; v < vocabulary; v++) y[r * vocabulary + v] += logits[r * size + codes[v]];
  }
}

const allRows = ({ rows }: Extents): Span => ({ from: 0, to: rows });
