import {
  boundsOf,
  fsqGradient,
  residualResult,
  type FsqProblem,
  type NearestCodeProblem,
  type ResidualProblem,
} from '../codes.ts';

interface Search extends Omit<NearestCodeProblem, 'vectors' | 'codebook'> {
  readonly vectors: ArrayLike<number>;
  readonly codebook: ArrayLike<number>;
}

/** The f64 answer to a `NearestCodeProblem`. */
export function nearestCodeAnswer({ rows, codes, width, vectors, codebook }: Search): Float64Array {
  return Float64Array.from({ length: rows }, (_, r) => {
    let [best, least] = [0, Infinity];
    for (let c = 0; c < codes; c++) {
      let distance = 0;
      for (let i = 0; i < width; i++) distance += (vectors[r * width + i] - codebook[c * width + i]) ** 2;
      if (distance < least) [best, least] = [c, distance];
    }
    return best;
  });
}

/** The f64 answer to an `FsqProblem`. */
export function fsqAnswer(problem: FsqProblem): Float64Array {
  const bounds = boundsOf(problem);
  return Float64Array.from(problem.z, (z, i) => {
    const { half, offset, shift, middle } = bounds[i % bounds.length];
    return Math.round(half * Math.tanh(z + shift) - offset) / middle;
  });
}

/** The f64 answer to a `ResidualProblem`, as `residualResult` has it. */
export function residualAnswer({ codebooks, vectors, ...problem }: ResidualProblem): Float64Array {
  const { codes, width } = problem;
  const left = Float64Array.from(vectors);
  const index = codebooks.map((codebook) => {
    const found = nearestCodeAnswer({ ...problem, vectors: left, codebook });
    for (let i = 0; i < left.length; i++) left[i] -= codebook[found[Math.floor(i / width)] * width + (i % width)];
    return found;
  });
  return residualResult(index, left, codes);
}

/** The f64 answer to an `FsqProblem` forward, and behind it its gradient. */
export function fsqStepAnswer(problem: FsqProblem): Float64Array {
  const bounds = boundsOf(problem);
  const dy = fsqGradient(problem);
  const dz = Float64Array.from(dy, (d, i) => {
    const { half, shift, middle } = bounds[i % bounds.length];
    return (d * half * (1 - Math.tanh(problem.z[i] + shift) ** 2)) / middle;
  });
  return Float64Array.from([...fsqAnswer(problem), ...dz]);
}
