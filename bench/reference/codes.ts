import { boundsOf, type FsqProblem, type NearestCodeProblem } from '../codes.ts';

/** The f64 answer to a `NearestCodeProblem`. */
export function nearestCodeAnswer({ rows, codes, width, vectors, codebook }: NearestCodeProblem): Float64Array {
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
