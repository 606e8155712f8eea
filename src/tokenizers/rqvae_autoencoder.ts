import { size } from '../core/shape.ts';
import { gradients } from '../graph/backward.ts';
import { differentiable, dispatch, leaf, type Tensor } from '../graph/tensor.ts';
import { normal, type Parameter, type Scope } from '../nn/scope.ts';
import {
  add,
  codeSums,
  followMeans,
  linear,
  nearestCode,
  pointwise,
  rowsAt,
  type AdamW,
  type Indexed,
} from '../ops/index.ts';
import { addScaledRows } from '../../shaders/sampled/sampled.kernels.ts';
import { tableGradient } from '../ops/embedding.ts';
import { adapted, scopeOf, spread } from './autoencoder.ts';

/** How an auto-encoder with residual codebooks in its middle is built. */
export interface ResidualShape {
  /** Codebooks, one after another. */
  readonly slots: number;
  /** Codes of each. */
  readonly size: number;
  /** Numbers of a vector. */
  readonly width: number;
  /** Numbers of what is coded. */
  readonly latent: number;
}

/** Hidden numbers of encoder and decoder for each number of a vector. */
const EXPANSION = 2;

/** What the encoder makes of a vector: z = W₂ relu(W₁ x + b₁) + b₂, (N, latent) of (N, width). */
export function encoder(w: Scope, x: Tensor, { width, latent }: Omit<ResidualShape, 'slots' | 'size'>): Tensor {
  const hidden = pointwise('relu', linear(x, spread(w.at('up'), width, EXPANSION * width)));
  return linear(hidden, spread(w.at('down'), EXPANSION * width, latent));
}

/** The vector that a sum of codes stands for: x̂ = W₄ relu(W₃ y + b₃) + b₄, (N, width) of (N, latent). */
export function decoder(w: Scope, y: Tensor, { width, latent }: Omit<ResidualShape, 'slots' | 'size'>): Tensor {
  const hidden = pointwise('relu', linear(y, spread(w.at('up'), latent, EXPANSION * width)));
  return linear(hidden, spread(w.at('down'), EXPANSION * width, width));
}

/** E_s (size, latent) of each slot; k-means says where they begin. */
export const codebooksOf = (w: Scope, { slots, size: codes, latent }: ResidualShape): readonly Tensor[] =>
  Array.from({ length: slots }, (_, s) => w.parameter(`codebook${s}`, [codes, latent], normal(1)));

/** The nearest code of what each slot reads, u32 (N): r₀ = z, c_s = argmin_c ‖r_s − E_s[c]‖², r_{s+1} = r_s − E_s[c_s]. Without a gradient. */
export function indicesOf(z: Tensor, codebooks: readonly Tensor[]): readonly Tensor[] {
  let read = z;
  return codebooks.map((codebook) => {
    const { index, residual } = nearestCode(read, codebook);
    read = residual;
    return index;
  });
}

/** Numbers that are the same for all rows of a step, each (N): −1, and β. */
export interface Weights {
  readonly minus: Tensor;
  readonly commitment: Tensor;
}

/** What codes come to, and what each slot read. */
export interface Quantized {
  /** (N, latent): Σ_s E_s[code_s]. */
  readonly y: Tensor;
  /** r_s (N, latent) of each slot. */
  readonly reads: readonly Tensor[];
}

/**
 * The sum of the codes that were found, y = Σ_s e_s with e_s = E_s[code_s] and r_{s+1} = r_s − e_s. Rounding to codes has no derivative: what is
 * pulled back is that of
 *
 *   y ← z + sg(y − z)   and   Σ_s ½ ‖sg(r_s) − e_s‖² + ½ β ‖r_s − sg(e_s)‖²
 *
 * beside whatever reads y, so that dz = dy + β Σ_s r_{s+1} and dE_s[c] = −Σ of r_{s+1} over the rows with code c. No code is moved by what reads y.
 *
 * @param z          (N, latent)
 * @param codebooks  E_s (K, latent)
 * @param found      the codes of each slot with their inverted index, u32 (N)
 * @see van den Oord et al. 2017, arXiv:1711.00937, eq. 3; of several codebooks Lee et al. 2022, arXiv:2203.01941, section 3.1
 */
export function quantized(
  z: Tensor,
  codebooks: readonly Tensor[],
  found: readonly Indexed[],
  { minus, commitment }: Weights,
): Quantized {
  const codes = codebooks.map((codebook, s) => rowsAt(codebook, found[s].ids));
  const reads = [z];
  for (const code of codes) reads.push(addScaled(reads[reads.length - 1], minus, code));
  const left = reads.slice(1);
  const sum = codes.reduce((total, code) => add(total, code));
  const y = differentiable(sum, [z, ...codebooks], (dy) => [
    left.reduce((total, residual) => addScaled(total, commitment, residual), dy),
    ...left.map((residual, s) => {
      const [vocabulary = 0, width = 0] = codebooks[s].shape;
      const extents = { rows: size(residual.shape) / width, width, vocabulary, scale: -1 };
      return tableGradient(residual, found[s], undefined, extents).total;
    }),
  ]);
  return { y, reads: reads.slice(0, -1) };
}

/** sofar + scale ⊙ x, a number of `scale` (N) for each row. Without a gradient. */
function addScaled(sofar: Tensor, scale: Tensor, x: Tensor): Tensor {
  const [rows = 0, width = 0] = x.shape;
  return dispatch(addScaledRows, { sofar, scale, x }, { rows, width }).y;
}

/** The leaves of a batch in which codes were found. */
export const codeLeaves = (slot: number): Readonly<Record<'ids' | 'offsets' | 'places', string>> => ({
  ids: `codes ${slot}`,
  offsets: `offsets of codes ${slot}`,
  places: `places of codes ${slot}`,
});

/** The leaves of what the codes of a slot have found so far, where codebooks follow means. */
export const meanLeaves = (slot: number): Readonly<Record<'sums' | 'counts', string>> => ({
  sums: `sums ${slot}`,
  counts: `counts ${slot}`,
});

/** A step of training as a graph: what is found is read between its two stages, and given back in order. */
export interface ResidualStep {
  readonly parameters: readonly Parameter[];
  /** Those that take steps along their gradient. */
  readonly stepping: readonly Parameter[];
  readonly codebooks: readonly string[];
  /** What the encoder makes of a batch. */
  readonly encode: readonly [Tensor];
  /** The codes of a batch, slot by slot. */
  readonly find: readonly Tensor[];
  /** The weights after the step in the order of `parameters`; then, where codebooks follow means, their sums and their counts. */
  readonly learn: readonly Tensor[];
}

/**
 * Forward, backward and AdamW for a batch, of ½ ‖x̂ − x‖² beside what `quantized` says, on the leaves `x`, `minus x`, `minus`, `commitment`, `schedule`,
 * the codes that were found, the parameters and their moments.
 *
 * @param decay  of the means that codebooks follow; null where they take steps along their gradient
 */
export function traceResidualStep(
  rows: number,
  shape: ResidualShape,
  optimizer: AdamW,
  decay: number | null,
): ResidualStep {
  const w = scopeOf();
  const x = leaf('x', [rows, shape.width]);
  const z = encoder(w.at('encoder'), x, shape);
  const books = codebooksOf(w, shape);
  const found = books.map((_, s) => indexedLeaf(s, rows, shape.size));
  const weights = { minus: leaf('minus', [rows]), commitment: leaf('commitment', [rows]) };
  const { y, reads } = quantized(z, books, found, weights);
  const decoded = decoder(w.at('decoder'), y, shape);
  const { parameters } = w;
  const error = add(decoded, leaf('minus x', [rows, shape.width]));
  const tensors = parameters.map(({ tensor }) => tensor);
  const gradient = gradients(decoded, error, tensors);
  const followed = books.map((codebook, s) => (decay === null ? null : follow(codebook, reads[s], found[s], s, decay)));
  const after = parameters.map((parameter, i) => {
    const slot = books.indexOf(parameter.tensor);
    return (slot < 0 ? null : followed[slot])?.codebook ?? adapted(parameter, gradient[i], optimizer);
  });
  return {
    parameters,
    stepping: parameters.filter(({ tensor }) => decay === null || !books.includes(tensor)),
    codebooks: parameters.filter(({ tensor }) => books.includes(tensor)).map(({ name }) => name),
    encode: [z],
    find: indicesOf(z, books),
    learn: [
      ...after,
      ...followed.flatMap((one) => (one === null ? [] : [one.sums])),
      ...followed.flatMap((one) => (one === null ? [] : [one.counts])),
    ],
  };
}

function indexedLeaf(slot: number, rows: number, codes: number): Indexed {
  const { ids, offsets, places } = codeLeaves(slot);
  return {
    ids: leaf(ids, [rows], 'u32'),
    offsets: leaf(offsets, [codes + 1], 'u32'),
    places: leaf(places, [rows], 'u32'),
  };
}

/** A codebook after it has followed the means of what its codes found in this batch and before. */
function follow(codebook: Tensor, read: Tensor, found: Indexed, slot: number, decay: number) {
  const { sums, counts } = meanLeaves(slot);
  const before = { codebook, sums: leaf(sums, codebook.shape), counts: leaf(counts, [codebook.shape[0] ?? 0]) };
  return followMeans(before, codeSums(read, found), found.offsets, decay);
}
