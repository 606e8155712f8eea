import { countsOf } from '../core/code_use.ts';
import type { Pacer } from '../core/pace.ts';
import type { Random } from '../core/random.ts';
import { leaf } from '../graph/tensor.ts';
import { codeSums, followMeans, nearestCode } from '../ops/index.ts';
import type { Executor, Numbers, Program } from '../runtime/program.ts';
import { countOf, type Vectors } from './vectors.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';

/** Most vectors that a device works on at once: a third of a second where a processor plays it, 256 codes, 384 numbers. */
const PIECE = 4096;

type Stage = 'find' | 'leave' | 'add' | 'follow';

/** What vectors found: code by code, and what is left of them. */
export interface Found {
  readonly index: Uint32Array;
  readonly residual: Float32Array | Float64Array;
}

/** Finds codes and moves them to the means of what found them, a piece of the vectors at a time. */
export class CodebookProgram {
  private readonly program: Program<Stage>;
  private readonly rows: number;
  private readonly codes: number;
  private readonly width: number;

  private constructor(program: Program<Stage>, rows: number, codes: number, width: number) {
    this.program = program;
    this.rows = rows;
    this.codes = codes;
    this.width = width;
  }

  /** For at most `count` vectors of `width` numbers. */
  static async prepare(
    executor: Executor,
    { count, codes, width }: Readonly<Record<'count' | 'codes' | 'width', number>>,
    signal?: AbortSignal,
  ): Promise<CodebookProgram> {
    const rows = Math.ceil(count / Math.ceil(count / PIECE));
    const [x, codebook] = [leaf('vectors', [rows, width]), leaf('codebook', [codes, width])];
    const places = { offsets: leaf('offsets', [codes + 1], 'u32'), places: leaf('places', [rows], 'u32') };
    const { index, residual } = nearestCode(x, codebook);
    const sums = codeSums(x, places, leaf('sofar', [codes, width]));
    const before = { codebook, sums: leaf('nothing', [codes, width]), counts: leaf('no counts', [codes]) };
    const after = followMeans(before, leaf('sofar', [codes, width]), places.offsets, 0);
    const stages = { find: [index], leave: [index, residual], add: [sums], follow: [after.codebook] };
    const program = await executor.prepare<Stage>(stages, signal);
    program.write('nothing', new Float32Array(codes * width));
    program.write('no counts', new Float32Array(codes));
    return new CodebookProgram(program, rows, codes, width);
  }

  /** The nearest code of each vector. */
  async find(vectors: Vectors, codebook: Numbers, pacer: Pacer, done: number): Promise<Uint32Array> {
    this.program.write('codebook', codebook);
    const index = new Uint32Array(countOf(vectors));
    for (let from = 0; from < index.length; from += this.rows) {
      this.program.write('vectors', this.piece(vectors, from));
      const [found] = await this.program.run('find');
      index.set(found.subarray(0, index.length - from), from);
      await pacer.rest(done);
    }
    return index;
  }

  /** The same, and what is left of each vector without its code. */
  async leave(vectors: Vectors, codebook: Numbers, pacer: Pacer, done: number): Promise<Found> {
    this.program.write('codebook', codebook);
    const index = new Uint32Array(countOf(vectors));
    let residual: Float32Array | Float64Array | undefined;
    for (let from = 0; from < index.length; from += this.rows) {
      this.program.write('vectors', this.piece(vectors, from));
      const [found, left] = await this.program.run('leave');
      index.set(found.subarray(0, index.length - from), from);
      residual ??=
        left instanceof Float64Array
          ? new Float64Array(vectors.values.length)
          : new Float32Array(vectors.values.length);
      residual.set(left.subarray(0, residual.length - from * this.width), from * this.width);
      await pacer.rest(done);
    }
    return { index, residual: residual ?? new Float32Array() };
  }

  /** The means of the vectors of each code; a code that nothing found stays where it is. */
  async follow(vectors: Vectors, codebook: Numbers, index: Uint32Array): Promise<Numbers> {
    const { codes, rows } = this;
    let sums: Numbers = new Float32Array(codes * this.width);
    for (let from = 0; from < index.length; from += rows) {
      const ids = new Uint32Array(rows); // what is past the end has id 0, which stands in no index
      index.subarray(from, from + rows).forEach((code, i) => (ids[i] = code + 1));
      const { offsets, places } = invertIds(ids, codes + 1);
      this.program.write('vectors', this.piece(vectors, from));
      this.program.write('offsets', offsets.subarray(1));
      this.program.write('places', places);
      this.program.write('sofar', sums);
      [sums] = await this.program.run('add');
    }
    this.program.write('codebook', codebook);
    this.program.write('sofar', sums);
    this.program.write('offsets', runningTotal(countsOf(index, codes)));
    const [after] = await this.program.run('follow');
    return after;
  }

  destroy(): void {
    this.program.destroy();
  }

  /** As many rows as the program takes, zeros past the end. */
  private piece({ values }: Vectors, from: number): Float32Array | Float64Array {
    const [start, length] = [from * this.width, this.rows * this.width];
    const part = values.subarray(start, start + length);
    if (part.length === length) return part;
    const padded = values instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
    padded.set(part);
    return padded;
  }
}

/** At most `most` of the vectors, drawn without repeats, in their order. */
export function sampleOf(vectors: Vectors, most: number, random: Random): Vectors {
  const { values, width } = vectors;
  const count = countOf(vectors);
  if (count <= most) return vectors;
  const rows = random
    .shuffle(Uint32Array.from({ length: count }, (_, r) => r))
    .subarray(0, most)
    .sort();
  const drawn = new Float64Array(most * width);
  rows.forEach((row, r) => drawn.set(values.subarray(row * width, (row + 1) * width), r * width));
  return { values: drawn, width };
}

/** 0, then the sum of the first, of the first two, … */
function runningTotal(counts: Uint32Array): Uint32Array {
  const total = new Uint32Array(counts.length + 1);
  counts.forEach((count, i) => (total[i + 1] = total[i] + count));
  return total;
}

/** ‖x[row] − codebook[code]‖², or a number not below `enough` once it is that much. */
export function squaredDistance(
  { values, width }: Vectors,
  row: number,
  codebook: Numbers,
  code: number,
  enough = Infinity,
): number {
  let sum = 0;
  for (let i = 0, x = row * width, c = code * width; i < width && sum < enough;) {
    for (const end = Math.min(width, i + 8); i < end; i++) sum += (values[x + i] - codebook[c + i]) ** 2;
  }
  return sum;
}

/** An index, in proportion to its weight; −1 where all weights are 0. */
export function drawByWeight(weights: Float64Array, random: Random): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (!(total > 0)) return -1;
  let left = random.uniform() * total;
  let last = -1;
  for (const [i, weight] of weights.entries()) {
    if (weight === 0) continue;
    last = i;
    left -= weight;
    if (left < 0) break;
  }
  return last;
}
