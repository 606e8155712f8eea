import { Random } from '../../src/core/random.ts';
import { forward, type GruParams } from './gru.reference.ts';

const at = (batch: number, time: number, hidden: number): GruParams => ({ batch, time, hidden });

/** Both sides of every boundary: one position, 4 histories of a lane's workgroup, 64 units, the widest. */
export const cases: readonly GruParams[] = [
  at(1, 1, 4),
  at(3, 2, 12),
  at(4, 7, 64),
  at(5, 7, 60),
  at(2, 20, 68),
  at(2, 3, 256),
];

/** Uniform in ±scale, as f32. */
const noise = (count: number, name: string, scale: number): Float64Array => {
  const random = new Random(1, `gru ${name}`);
  return Float64Array.from({ length: count }, () => Math.fround((2 * random.uniform() - 1) * scale));
};

/** Inputs of the forward at sizes `p`; the weights are of the size that keeps sums of products near 1. */
export function forwardInputs(p: GruParams): Record<'gates' | 'weight' | 'bias', Float64Array> {
  return {
    gates: noise(p.batch * p.time * 3 * p.hidden, 'gates', 2),
    weight: noise(3 * p.hidden ** 2, 'weight', 2 / Math.sqrt(p.hidden)),
    bias: noise(3 * p.hidden, 'bias', 0.5),
  };
}

/** Those of histories that begin here and there, at every position, nowhere. */
export function packedInputs(p: GruParams): ReturnType<typeof forwardInputs> & { readonly starts: Float64Array } {
  const random = new Random(1, 'gru starts');
  const share = (row: number): number => [0.3, 1, 0][Math.floor(row / p.time) % 3];
  const starts = Float64Array.from({ length: p.batch * p.time }, (_, row) => Number(random.uniform() < share(row)));
  return { ...forwardInputs(p), starts };
}

/** Inputs of the backward at sizes `p`: what the forward gives of `given`. */
export function backwardInputs(
  p: GruParams,
  given: ReturnType<typeof forwardInputs> & { readonly starts?: Float64Array },
): Record<'weight' | 'before' | 'cell', Float64Array> {
  const rows = p.batch * p.time;
  const [h, before, cell] = [1, 1, 4].map((parts) => new Float64Array(rows * parts * p.hidden));
  forward({ ...given, h, before, cell }, p);
  return { weight: given.weight, before, cell };
}
