import { Random } from '../core/random.ts';
import type { Numbers, Program } from '../runtime/program.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { drawByWeight, squaredDistance } from './codebook.ts';
import { codeLeaves, meanLeaves, type ResidualStep } from './rqvae_autoencoder.ts';
import type { Vectors } from './vectors.ts';

/** What a step of training runs: which codes are found, the same with what each slot read, and the step itself. */
export type ResidualProgram = Program<'find' | 'look' | 'learn'>;

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
    codebooks: readonly Float32Array[],
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
    const found = await this.program.run(begins === null ? 'find' : 'look');
    const slots = this.books.length;
    for (const [slot, book] of this.books.entries()) {
      const index = Uint32Array.from(found[slot]);
      for (const code of index) book.uses[code]++;
      if (begins !== null) this.begin(slot, index, found[slots + slot], begins);
      this.give(slot, index);
    }
    const after = await this.program.run('learn');
    const { parameters, codebooks } = this.step;
    for (const [slot, book] of this.books.entries()) {
      book.values = after[parameters.findIndex(({ name }) => name === codebooks[slot])];
      if (!this.follows) continue;
      book.sums = after[parameters.length + slot];
      book.counts = after[parameters.length + slots + slot];
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

  /** Lets codes that nothing found begin at what the slot read of a row, drawn in proportion to its squared distance from its own code. */
  private begin(slot: number, index: Uint32Array, read: Numbers, random: Random): void {
    const { latent } = this;
    const book = this.books[slot];
    const vectors: Vectors = { values: Float64Array.from(read), width: latent };
    const weights = Float64Array.from(index, (code, row) => squaredDistance(vectors, row, book.values, code));
    let begun = 0;
    for (const [code, uses] of book.uses.entries()) {
      if (uses > 0) continue;
      const row = drawByWeight(weights, random);
      if (row < 0) break;
      weights[row] = 0;
      const vector = read.subarray(row * latent, (row + 1) * latent);
      book.values.set(vector, code * latent);
      book.sums.set(vector, code * latent);
      book.counts[code] = 1;
      begun++;
    }
    book.uses.fill(0);
    if (begun > 0) this.write(slot);
  }

  private write(slot: number): void {
    const { values, sums, counts } = this.books[slot];
    this.program.write(this.step.codebooks[slot], values);
    if (!this.follows) return;
    this.program.write(meanLeaves(slot).sums, sums);
    this.program.write(meanLeaves(slot).counts, counts);
  }
}
