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

/** Residual quantization: c_s = argmin_c ‖r_s − e_{s,c}‖², r_{s+1} = r_s − e_{s,c_s}; codebooks (codes, width), one of each level. */
export interface ResidualProblem extends Omit<NearestCodeProblem, 'codebook'> {
  readonly codebooks: readonly Float32Array<ArrayBuffer>[];
}

/** A vector is a code of each level, each level a quarter of the one before, and a little: f32 finds what f64 does. */
export function residualProblem(rows = 4096, codes = 256, width = 128, levels = 3): ResidualProblem {
  const scales = Array.from({ length: levels }, (_, level) => 4 ** -level);
  const codebooks = scales.map((scale, level) => normals(codes * width, scale, `residual codebook ${level}`));
  const own = scales.map((_, level) => uniformIds(rows, codes, `residual ids ${level}`));
  const little = normals(rows * width, 0.3 * scales[levels - 1], 'residual vectors');
  const vectors = little.map((x, i) => {
    const [row, d] = [Math.floor(i / width), i % width];
    return codebooks.reduce((sum, codebook, level) => sum + codebook[own[level][row] * width + d], x);
  });
  return { rows, codes, width, vectors, codebooks };
}

/** Codes as shares of how many there are, level after level, and behind them what is left over: a wrong code is seen beside rounding. */
export function residualResult(
  index: readonly ArrayLike<number>[],
  left: ArrayLike<number>,
  codes: number,
): Float64Array {
  const shares = index.flatMap((level) => Array.from(level, (code) => code / codes));
  return Float64Array.from([...shares, ...Array.from(left)]);
}

/** dy of an `FsqProblem`, whose dz = dy · h · (1 − tanh²(z + s)) / ⌊L/2⌋ passes straight through the rounding. */
export const fsqGradient = ({ z }: FsqProblem): Float32Array<ArrayBuffer> => normals(z.length, 1, 'fsq dy');
