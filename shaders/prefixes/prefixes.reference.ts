import type { Floats, Span } from '../../src/kernel/kernel.ts';

interface RowsExtents {
  readonly batch: number;
  /** Rows of x that belong to one of the batch; 0 where all read the same. */
  readonly each: number;
  readonly count: number;
  readonly width: number;
}

/** y[b, n] = x[b·each + at[n]]. */
export function rows(
  { x, at, y }: Readonly<Record<'x' | 'at' | 'y', Floats>>,
  { batch, each, count, width }: RowsExtents,
  { from, to }: Span = { from: 0, to: batch * count },
): void {
  for (let i = from; i < to; i++) {
    const row = Math.floor(i / count) * each + at[i % count];
    for (let c = 0; c < width; c++) y[i * width + c] = x[row * width + c];
  }
}

/** z[r] ← log softmax of z[r] without column 0, which is padding and becomes 0. As torch.nn.functional.log_softmax. */
export function logSoftmax(
  { logits }: Readonly<Record<'logits', Floats>>,
  { rows: count, size }: { readonly rows: number; readonly size: number },
  { from, to }: Span = { from: 0, to: count },
): void {
  for (let r = from; r < to; r++) {
    const row = logits.subarray(r * size, (r + 1) * size);
    row[0] = -Infinity;
    const largest = row.reduce((most, z) => Math.max(most, z));
    const sum = row.reduce((total, z) => total + Math.exp(z - largest), 0);
    for (let c = 0; c < size; c++) row[c] -= largest + Math.log(sum);
    row[0] = 0;
  }
}

interface ScoresExtents {
  readonly batch: number;
  readonly prefixes: number;
  readonly count: number;
  readonly size: number;
}

/** y[b, n] = sofar[b, before[n]] + guesses[b, before[n], codes[n]]: the chain rule, ln P(prefix) + ln P(code | prefix). */
export function scores(
  t: Readonly<Record<'guesses' | 'sofar' | 'before' | 'codes' | 'y', Floats>>,
  { batch, prefixes, count, size }: ScoresExtents,
  { from, to }: Span = { from: 0, to: batch * count },
): void {
  for (let i = from; i < to; i++) {
    const n = i % count;
    const prefix = Math.floor(i / count) * prefixes + t.before[n];
    t.y[i] = t.sofar[prefix] + t.guesses[prefix * size + t.codes[n]];
  }
}
