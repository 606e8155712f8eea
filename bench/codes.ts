import { normals, uniformIds } from './inputs.ts';

/** The index of the nearest of `codebook` (codes, width) by squared distance, of each of `vectors` (rows, width). */
export interface NearestCodeProblem {
  readonly rows: number;
  readonly codes: number;
  readonly width: number;
  readonly vectors: Float32Array<ArrayBuffer>;
  readonly codebook: Float32Array<ArrayBuffer>;
}

/** Each vector is a code and a little: no other code is nearly as near, so f32 finds what f64 does. */
export function nearestCodeProblem(rows = 4096, codes = 256, width = 128): NearestCodeProblem {
  const codebook = normals(codes * width, 1, 'nearest code codebook');
  const own = uniformIds(rows, codes, 'nearest code ids');
  const vectors = normals(rows * width, 0.3, 'nearest code vectors').map(
    (x, i) => x + codebook[own[Math.floor(i / width)] * width + (i % width)],
  );
  return { rows, codes, width, vectors, codebook };
}

/** round(h · tanh(z + s) − o) / ⌊L/2⌋ of z (rows, levels): h = ½ (L − 1)(1 − 10⁻³), o = ½ where L is even, else 0, s = tan(o / h). */
export interface FsqProblem {
  readonly rows: number;
  readonly levels: readonly number[];
  readonly z: Float32Array<ArrayBuffer>;
}

/** What bounds each dimension. */
export const boundsOf = ({ levels }: FsqProblem) =>
  levels.map((count) => {
    const half = 0.4995 * (count - 1);
    const offset = count % 2 === 0 ? 0.5 : 0;
    return { half, offset, shift: Math.tan(offset / half), middle: Math.floor(count / 2) };
  });

/** Numbers that are bounded to within 0.4 of a level, so that f32 rounds as f64 does. The levels are those of RecGPT. */
export function fsqProblem(rows = 65_536): FsqProblem {
  const problem = { rows, levels: [8, 8, 8, 6, 5], z: normals(rows * 5, 1, 'fsq z') };
  const bounds = boundsOf(problem);
  problem.z.forEach((z, i) => {
    const { half, offset, shift } = bounds[i % bounds.length];
    const bounded = half * Math.tanh(z + shift) - offset;
    const level = Math.round(bounded);
    const within = level + Math.max(-0.4, Math.min(0.4, bounded - level));
    problem.z[i] = Math.atanh(Math.max(-0.999, Math.min(0.999, (within + offset) / half))) - shift;
  });
  return problem;
}
