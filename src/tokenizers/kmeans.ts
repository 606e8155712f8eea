import { countsOf } from '../core/code_use.ts';
import type { Pacer } from '../core/pace.ts';
import { Random } from '../core/random.ts';
import type { Numbers } from '../runtime/program.ts';
import { drawByWeight, sampleOf, squaredDistance, type CodebookProgram } from './codebook.ts';
import { countOf, type Vectors } from './vectors.ts';

export interface Kmeans {
  readonly codes: number;
  readonly iterations: number;
  readonly start: 'spread' | 'random';
  readonly seed: number;
  /** What its random numbers are drawn for: no two fits of a seed share any. */
  readonly name: string;
}

/** Vectors a code is chosen from, at most, where codes start apart: all of them take as long as some steps of k-means. */
const SPREAD_PER_CODE = 16;

/** k-means has settled when at most this share of the vectors found another code than before. */
const SETTLED = 1e-3;

/**
 * A codebook by k-means: vectors find their nearest code, codes move to the mean of what found them (Lloyd 1982). A code that
 * nothing found begins again at a vector drawn in proportion to its squared distance from its own code.
 *
 * @param told  is given the share of the iterations that are done
 * @returns     (K, D)
 */
export async function kmeans(
  program: CodebookProgram,
  vectors: Vectors,
  { codes, iterations, start, seed, name }: Kmeans,
  pacer: Pacer,
  done: (share: number) => number,
): Promise<Numbers> {
  const startAt = start === 'spread' ? spread : scattered;
  let codebook: Numbers = await startAt(vectors, codes, new Random(seed, `${name} start`), pacer, done(0));
  const random = new Random(seed, `${name} empty codes`);
  let before: Uint32Array | null = null;
  for (let iteration = 0; iteration < iterations; iteration++) {
    const share = done((iteration + 1) / (iterations + 1));
    const index = await program.find(vectors, codebook, pacer, share);
    const moved = index.reduce((count, code, i) => count + Number(code !== before?.[i]), 0);
    const found = codebook;
    codebook = await program.follow(vectors, codebook, index);
    const again = restart(codebook, { vectors, index, found, codes }, random);
    if (again === 0 && moved <= SETTLED * index.length) break;
    before = index;
  }
  return codebook;
}

interface Assigned {
  readonly vectors: Vectors;
  readonly index: Uint32Array;
  /** The codes that the index says are nearest. */
  readonly found: Numbers;
  readonly codes: number;
}

/** Lets codes that nothing found begin again; says how many. None where every vector is its own code exactly. */
function restart(codebook: Numbers, { vectors, index, found, codes }: Assigned, random: Random): number {
  const empty = [...countsOf(index, codes).entries()].filter(([, count]) => count === 0);
  if (empty.length === 0) return 0;
  const weights = Float64Array.from(index, (code, row) => squaredDistance(vectors, row, found, code));
  let restarted = 0;
  for (const [code] of empty) {
    const row = drawByWeight(weights, random);
    if (row < 0) break;
    weights[row] = 0;
    copyRow(vectors, row, codebook, code);
    restarted++;
  }
  return restarted;
}

const copyRow = ({ values, width }: Vectors, row: number, codebook: Numbers, code: number): void =>
  codebook.set(values.subarray(row * width, (row + 1) * width), code * width);

type Start = (vectors: Vectors, codes: number, random: Random, pacer: Pacer, done: number) => Promise<Numbers>;

/**
 * k-means++: a vector at random, then each in proportion to its squared distance from the nearest one so far. Where no vector
 * is apart from those, the rest of the codes are the first one.
 * @see Arthur & Vassilvitskii 2007, section 2.2
 */
const spread: Start = async (all, codes, random, pacer, done) => {
  const vectors = sampleOf(all, SPREAD_PER_CODE * codes, random);
  const codebook = new Float64Array(codes * vectors.width);
  const distances = new Float64Array(countOf(vectors)).fill(Infinity);
  let row = random.below(distances.length);
  for (let code = 0; code < codes; code++) {
    copyRow(vectors, Math.max(0, row), codebook, code);
    if (row < 0) continue;
    for (let r = 0; r < distances.length; r++) {
      const distance = squaredDistance(vectors, r, codebook, code, distances[r]);
      if (distance < distances[r]) distances[r] = distance;
      if (r % 256 === 255 && pacer.due()) await pacer.rest(done);
    }
    row = drawByWeight(distances, random);
  }
  return codebook;
};

/** Different vectors at random, each as likely as any other. */
const scattered: Start = (vectors, codes, random) => {
  const codebook = new Float64Array(codes * vectors.width);
  const rows = random.shuffle(Uint32Array.from({ length: countOf(vectors) }, (_, r) => r));
  for (let code = 0; code < codes; code++) copyRow(vectors, rows[code % rows.length], codebook, code);
  return Promise.resolve(codebook);
};
