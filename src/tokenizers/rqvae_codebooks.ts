import { Random } from '../core/random.ts';
import type { Numbers, Program } from '../runtime/program.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { drawByWeight, squaredDistance } from './codebook.ts';
import { codeLeaves, meanLeaves, type ResidualStep } from './rqvae_autoencoder.ts';
import type { Vectors } from './vectors.ts';

/** What a step of training runs: what the encoder makes of the batch, which codes that finds, and the step itself. */
export type ResidualProgram = Program<'encode' | 'find' | 'learn'>;

/** A codebook and, where it follows means, what its codes have found so far. */
interface Book {
  values: Numbers;
  sums: Numbers;
  counts: Numbers;
  /** How often each code was found since unfound ones last began again. */
  readonly uses: Uint32Array;
}

/** The codebooks of an auto-encoder while it is trained: what finds which code, and codes that begin again because nothing found them. */
export class TrainedCodebooks {
  private readonly program: ResidualProgram;
  private readonly step: ResidualStep;
  private readonly latent: number;
  private readonly follows: boolean;
  private readonly books: readonly Book[];

  /**
   * @param codebooks  where they begin, (K, latent) of each slot
   * @param follows    whether they follow means
   */
  constructor(
    program: ResidualProgram,
    step: ResidualStep,
    codebooks: readonly Exclude<Numbers, Uint32Array>[],
    latent: number,
    follows: boolean,
  ) {
    this.program = program;
    this.step = step;
    this.latent = latent;
    this.follows = follows;
    // A code begins as the mean of one vector.
    this.books = codebooks.map((values) => {
      const codes = values.length / latent;
      return { values, sums: values.slice(), counts: new Float32Array(codes).fill(1), uses: new Uint32Array(codes) };
    });
    this.books.forEach((_, slot) => this.write(slot));
  }

  /**
   * A step on the batch that was written. @returns the weights after it, in the order of the parameters
   *
   * @param begins  draws where codes begin again that nothing has found since the last time; null where none does
   */
  async take(begins: Random | null): Promise<readonly Numbers[]> {
    const found = (await this.program.run('find')).map((index) => Uint32Array.from(index));
    for (const [slot, index] of found.entries()) {
      for (const code of index) this.books[slot].uses[code]++;
      this.give(slot, index);
    }
    if (begins !== null) await this.begin(found, begins);
    const after = await this.program.run('learn');
    const { parameters, codebooks } = this.step;
    for (const [slot, book] of this.books.entries()) {
      book.values = after[parameters.findIndex(({ name }) => name === codebooks[slot])];
      if (!this.follows) continue;
      book.sums = after[parameters.length + slot];
      book.counts = after[parameters.length + this.books.length + slot];
      this.program.write(meanLeaves(slot).counts, book.counts);
    }
    return after.slice(0, parameters.length);
  }

  /** Says which rows found which code. */
  private give(slot: number, index: Uint32Array): void {
    const leaves = codeLeaves(slot);
    const codes = this.books[slot].uses.length;
    const { offsets, places } = invertIds(
      index.map((code) => code + 1), // id 0 would stand in no index
      codes + 1,
    );
    this.program.write(leaves.ids, index);
    this.program.write(leaves.offsets, offsets.subarray(1));
    this.program.write(leaves.places, places);
  }

  /** Lets codes that nothing found begin at what their slot reads of a row, drawn in proportion to its squared distance from its own code. */
  private async begin(found: readonly Uint32Array[], random: Random): Promise<void> {
    const { latent } = this;
    const [z] = await this.program.run('encode');
    const read: Vectors = { values: Float64Array.from(z), width: latent };
    for (const [slot, index] of found.entries()) {
      const { values } = this.books[slot];
      const left = read.values.map((value, i) => value - values[index[Math.floor(i / latent)] * latent + (i % latent)]);
      if (this.beginAt(slot, read, index, random)) this.write(slot);
      read.values.set(left);
    }
  }

  /** The same of one slot. @returns whether any code began again */
  private beginAt(slot: number, read: Vectors, index: Uint32Array, random: Random): boolean {
    const { latent } = this;
    const book = this.books[slot];
    const unfound = [...book.uses.entries()].filter(([, uses]) => uses === 0);
    book.uses.fill(0);
    if (unfound.length === 0) return false;
    const weights = Float64Array.from(index, (code, row) => squaredDistance(read, row, book.values, code));
    for (const [code] of unfound) {
      const row = drawByWeight(weights, random);
      if (row < 0) break;
      weights[row] = 0;
      const vector = read.values.subarray(row * latent, (row + 1) * latent);
      book.values.set(vector, code * latent);
      book.sums.set(vector, code * latent);
      book.counts[code] = 1;
    }
    return true;
  }

  private write(slot: number): void {
    const { values, sums, counts } = this.books[slot];
    this.program.write(this.step.codebooks[slot], values);
    if (!this.follows) return;
    this.program.write(meanLeaves(slot).sums, sums);
    this.program.write(meanLeaves(slot).counts, counts);
  }
}
