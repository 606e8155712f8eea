import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { unpackLevels, type PackedLevels } from './levels.ts';

export interface Vectors extends PackedLevels {
  readonly rows: number;
  readonly dims: number;
}

/** What bounds a dimension of L levels. Mentzer et al. 2023, arXiv:2309.15505, appendix A.1. */
export interface Bound {
  readonly half: number;
  readonly offset: number;
  readonly shift: number;
  /** ⌊L/2⌋. */
  readonly middle: number;
}

export function boundOf(levels: number): Bound {
  const half = ((levels - 1) * (1 - 1e-3)) / 2;
  const offset = levels % 2 === 0 ? 0.5 : 0;
  return { half, offset, shift: Math.tan(offset / half), middle: Math.floor(levels / 2) };
}

/** h · tanh(z + s) − o: what is rounded. */
export const bounded = (z: number, { half, offset, shift }: Bound): number => half * Math.tanh(z + shift) - offset;

/** Rounds half to even, as WGSL and PyTorch do. */
export function roundHalfToEven(x: number): number {
  const below = Math.floor(x);
  const above = x - below;
  return above > 0.5 || (above === 0.5 && below % 2 !== 0) ? below + 1 : below;
}

const allRows = ({ rows }: Vectors): Span => ({ from: 0, to: rows });

const levelsOf = (vectors: Vectors): { readonly count: number; readonly bound: Bound }[] =>
  unpackLevels(vectors.dims, vectors).map((count) => ({ count, bound: boundOf(count) }));

/** y = round(bounded(z)) / ⌊L/2⌋ and the index of the digits round(bounded(z)) + ⌊L/2⌋, the first the lowest. */
export function forward(
  t: Readonly<Record<'z' | 'y' | 'index', Floats>>,
  vectors: Vectors,
  { from, to }: Span = allRows(vectors),
): void {
  const levels = levelsOf(vectors);
  for (let r = from; r < to; r++) {
    let basis = 1;
    t.index[r] = 0;
    for (const [d, { count, bound }] of levels.entries()) {
      const at = r * vectors.dims + d;
      const q = roundHalfToEven(bounded(t.z[at], bound));
      t.y[at] = q / bound.middle;
      t.index[r] += (q + bound.middle) * basis;
      basis *= count;
    }
  }
}

/** dz = dy · h · (1 − tanh²(z + s)) / ⌊L/2⌋: straight through the rounding. */
export function backward(
  t: Readonly<Record<'dy' | 'z' | 'dz', Floats>>,
  vectors: Vectors,
  { from, to }: Span = allRows(vectors),
): void {
  const levels = levelsOf(vectors);
  for (let at = from * vectors.dims; at < to * vectors.dims; at++) {
    const { half, shift, middle } = levels[at % vectors.dims].bound;
    t.dz[at] = (t.dy[at] * half * (1 - Math.tanh(t.z[at] + shift) ** 2)) / middle;
  }
}
