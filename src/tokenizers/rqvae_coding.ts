import type { Pacer } from '../core/pace.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import type { Scope } from '../nn/scope.ts';
import { add, rowsAt } from '../ops/index.ts';
import type { Executor, Numbers } from '../runtime/program.ts';
import { piecesOf, ROWS, scopeOf } from './autoencoder.ts';
import { codebooksOf, decoder, encoder, indicesOf, type ResidualShape } from './rqvae_autoencoder.ts';
import { tensorOf, type Fitted } from './tokenizer.ts';
import { countOf, type Vectors } from './vectors.ts';

/** Where pieces are computed, and how that is watched. */
interface Place {
  readonly executor: Executor;
  readonly signal: AbortSignal | undefined;
  readonly pacer: Pacer;
  /** Share of the work that is done while pieces are computed. */
  readonly done: number;
}

/** What the encoder makes of vectors: (N, latent). @throws CancelledError */
export async function encoded(vectors: Vectors, shape: ResidualShape, weights: Fitted, place: Place): Promise<Vectors> {
  const values = new Float64Array(countOf(vectors) * shape.latent);
  const graph = (w: Scope, x: Tensor): readonly Tensor[] => [encoder(w.at('encoder'), x, shape)];
  await inPieces(vectors, graph, weights, place, ([z], from) => {
    values.set(z.subarray(0, values.length - from * shape.latent), from * shape.latent);
  });
  return { values, width: shape.latent };
}

/** The codes of vectors, (N, slots). @throws CancelledError */
export async function coded(
  vectors: Vectors,
  shape: ResidualShape,
  weights: Fitted,
  place: Place,
): Promise<Uint16Array<ArrayBuffer>> {
  const { slots } = shape;
  const codes = new Uint16Array(countOf(vectors) * slots);
  const graph = (w: Scope, x: Tensor): readonly Tensor[] =>
    indicesOf(encoder(w.at('encoder'), x, shape), codebooksOf(w, shape));
  await inPieces(vectors, graph, weights, place, (found, from) => {
    const rows = Math.min(ROWS, countOf(vectors) - from);
    found.forEach((index, slot) => {
      for (let row = 0; row < rows; row++) codes[(from + row) * slots + slot] = index[row];
    });
  });
  return codes;
}

/**
 * Of each slot the squared error of what the codes up to it stand for, Σ (scale_i (x̂_i − x_i))² over all vectors.
 *
 * @throws CancelledError
 */
export async function errorsUpTo(
  vectors: Vectors,
  scale: Float32Array,
  shape: ResidualShape,
  weights: Fitted,
  place: Place,
): Promise<Float64Array> {
  const errors = new Float64Array(shape.slots);
  const graph = (w: Scope, x: Tensor): readonly Tensor[] => {
    const codebooks = codebooksOf(w, shape);
    const found = indicesOf(encoder(w.at('encoder'), x, shape), codebooks);
    const codes = found.map((index, slot) => rowsAt(codebooks[slot], index));
    const sums = codes.map((_, slot) => codes.slice(0, slot + 1).reduce((sum, code) => add(sum, code)));
    return sums.map((sum) => decoder(w.at('decoder'), sum, shape));
  };
  const { values, width } = vectors;
  await inPieces(vectors, graph, weights, place, (decoded, from) => {
    const read = values.subarray(from * width, (from + ROWS) * width);
    decoded.forEach((back, slot) => {
      read.forEach((value, i) => (errors[slot] += (scale[i % width] * (back[i] - value)) ** 2));
    });
  });
  return errors;
}

/** Hands over what a graph over the leaf `x` makes of vectors, a piece of them at a time. */
async function inPieces(
  vectors: Vectors,
  graph: (w: Scope, x: Tensor) => readonly Tensor[],
  weights: Fitted,
  { executor, signal, pacer, done }: Place,
  take: (made: readonly Numbers[], from: number) => void,
): Promise<void> {
  const w = scopeOf();
  const program = await executor.prepare({ make: graph(w, leaf('x', [ROWS, vectors.width])) }, signal);
  try {
    for (const name of new Set(w.parameters.map((parameter) => parameter.name))) {
      program.write(name, tensorOf(weights, name).data);
    }
    for (const { from, piece } of piecesOf(vectors)) {
      program.write('x', piece);
      take(await program.run('make'), from);
      await pacer.rest(done);
    }
  } finally {
    program.destroy();
  }
}
