import type { AttentionProblem, CrossentropyProblem, LayernormProblem, MatmulProblem } from '../adapter.ts';
import { attendHead } from './attention.ts';
import { crossEntropy, layernorm } from './functions.ts';
import { gatherRows, multiply, transpose } from './linear.ts';

const f64 = (values: Float32Array): Float64Array => Float64Array.from(values);

/** The f64 answer to a `MatmulProblem`. */
export const matmulAnswer = ({ a, b, rows, inner, cols }: MatmulProblem): Float64Array =>
  multiply(f64(a), f64(b), rows, inner, cols);

/** The f64 answer to an `AttentionProblem`. */
export function attentionAnswer({ batch, length, heads, width, ...tensors }: AttentionProblem): Float64Array {
  const [q, k, v] = [f64(tensors.q), f64(tensors.k), f64(tensors.v)];
  const y = new Float64Array(q.length);
  for (let b = 0; b < batch; b++) {
    for (let h = 0; h < heads; h++) {
      const head = (values: Float64Array) => ({
        values,
        offset: (b * length * heads + h) * width,
        stride: heads * width,
      });
      attendHead(head(q), head(k), head(v), head(y), { length, width });
    }
  }
  return y;
}

/** The f64 answer to a `LayernormProblem`. */
export const layernormAnswer = ({ x, gamma, beta }: LayernormProblem): Float64Array =>
  layernorm(f64(x), f64(gamma), f64(beta)).y;

/** The f64 answer to a `CrossentropyProblem`: one number. */
export function crossentropyAnswer({ items, ids, targets, count, width }: CrossentropyProblem): Float64Array {
  const table = f64(items);
  const logits = multiply(gatherRows(table, ids, width), transpose(table, count, width), ids.length, width, count);
  return Float64Array.of(crossEntropy(logits, targets, count).loss);
}
