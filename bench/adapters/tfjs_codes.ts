import * as tf from '@tensorflow/tfjs-core';
import type { Prepared } from '../adapter.ts';
import {
  boundsOf,
  fsqGradient,
  residualResult,
  type FsqProblem,
  type NearestCodeProblem,
  type ResidualProblem,
} from '../codes.ts';

type Repeated = (f: () => tf.Tensor) => Prepared;
/** The same for several outputs, whose numbers `result` puts together. */
type Several = (f: () => tf.Tensor[], result?: (parts: readonly ArrayLike<number>[]) => ArrayLike<number>) => Prepared;

/** What bounds each dimension, as rows that all vectors share. */
function rowsOf(problem: FsqProblem) {
  const bounds = boundsOf(problem);
  const row = (value: (bound: (typeof bounds)[number]) => number): tf.Tensor =>
    tf.tensor(Float32Array.from(bounds, value), [1, bounds.length]);
  const [half, offset, shift] = [row((bound) => bound.half), row((bound) => bound.offset), row((bound) => bound.shift)];
  return { half, offset, shift, share: row(({ middle }) => 1 / middle) };
}

export const nearestCode =
  (repeated: Repeated) =>
  ({ rows, codes, width, vectors, codebook }: NearestCodeProblem): Prepared => {
    const [x, c] = [tf.tensor(vectors, [rows, width]), tf.tensor(codebook, [codes, width])];
    return repeated(() => {
      const half = tf.mul(tf.sum(tf.square(c), 1), 0.5);
      return tf.argMin(tf.sub(half, tf.matMul(x, c, false, true)), 1);
    });
  };

export const fsq =
  (repeated: Repeated) =>
  (problem: FsqProblem): Prepared => {
    const { rows, levels } = problem;
    const { half, offset, shift, share } = rowsOf(problem);
    const z = tf.tensor(problem.z, [rows, levels.length]);
    return repeated(() => tf.mul(tf.round(tf.sub(tf.mul(tf.tanh(tf.add(z, shift)), half), offset)), share));
  };

/** The codes of vectors in a codebook, and what each vector leaves over. */
type Level = (left: tf.Tensor, codebook: tf.Tensor) => { readonly index: tf.Tensor; readonly left: tf.Tensor };

/** ⟨x, c⟩ − ½‖c‖²: largest where the code is nearest. */
const nearness = (x: tf.Tensor, codebook: tf.Tensor): tf.Tensor =>
  tf.sub(tf.matMul(x, codebook, false, true), tf.mul(tf.sum(tf.square(codebook), 1), 0.5));

/**
 * Three forms of a level, all right where no two codes are equally near: the index by argMax, the vector of the code by gather; the code as a row of
 * 0 and 1, where the nearness is the largest, by which index and vector are products; the same from one product of [x, 1] with [c, −½‖c‖²], the vector by gather.
 */
const levels: readonly Level[] = [
  (left, codebook) => {
    const index = tf.argMax(nearness(left, codebook), 1);
    return { index, left: tf.sub(left, tf.gather(codebook, index)) };
  },
  (left, codebook) => {
    const near = nearness(left, codebook);
    const own = tf.cast(tf.equal(near, tf.max(near, 1, true)), 'float32');
    const index = tf.matMul(own, tf.reshape(tf.range(0, codebook.shape[0]), [-1, 1]));
    return { index, left: tf.sub(left, tf.matMul(own, codebook)) };
  },
  (left, codebook) => {
    const half = tf.mul(tf.sum(tf.square(codebook), 1, true), -0.5);
    const x = tf.concat([left, tf.ones([left.shape[0], 1])], 1);
    const near = tf.matMul(x, tf.concat([codebook, half], 1), false, true);
    const own = tf.cast(tf.equal(near, tf.max(near, 1, true)), 'float32');
    const index = tf.cast(tf.sum(tf.mul(own, tf.range(0, codebook.shape[0])), 1), 'int32');
    return { index, left: tf.sub(left, tf.gather(codebook, index)) };
  },
];

export const residualStep =
  (several: Several, form: number) =>
  ({ rows, codes, width, ...problem }: ResidualProblem): Prepared => {
    const vectors = tf.tensor(problem.vectors, [rows, width]);
    const codebooks = problem.codebooks.map((values) => tf.tensor(values, [codes, width]));
    return several(
      () => {
        const found: tf.Tensor[] = [];
        let left = vectors;
        for (const codebook of codebooks) {
          const level = levels[form](left, codebook);
          found.push(level.index);
          left = level.left;
        }
        return [...found, left];
      },
      (parts) => residualResult(parts.slice(0, -1), parts[parts.length - 1], codes),
    );
  };

/**
 * Three forms of the step: value and gradient spelled out; the gradient by the library, straight through what is rounded by a function of its own
 * gradient; the same with tanh a = 1 − 2 / (exp 2a + 1).
 */
export const fsqStep =
  (several: Several, form: number) =>
  (problem: FsqProblem): Prepared => {
    const { rows, levels: dims } = problem;
    const shape: [number, number] = [rows, dims.length];
    const { half, offset, shift, share } = rowsOf(problem);
    const [z, dy] = [tf.tensor(problem.z, shape), tf.tensor(fsqGradient(problem), shape)];
    const scale = tf.mul(half, share);
    if (form === 0) {
      return several(() => {
        const t = tf.tanh(tf.add(z, shift));
        const y = tf.mul(tf.round(tf.sub(tf.mul(t, half), offset)), share);
        return [y, tf.mul(dy, tf.mul(tf.sub(1, tf.square(t)), scale))];
      });
    }
    const rounded = tf.customGrad((x) => ({ value: tf.round(x), gradFunc: (d) => d }));
    const tanh = form === 1 ? tf.tanh : tanhOfExp;
    const forward = (x: tf.Tensor): tf.Tensor =>
      tf.mul(rounded(tf.sub(tf.mul(tanh(tf.add(x, shift)), half), offset)), share);
    const both = tf.valueAndGrad(forward);
    return several(() => {
      const { value, grad } = both(z, dy);
      return [value, grad];
    });
  };

const tanhOfExp = (a: tf.Tensor): tf.Tensor => tf.sub(1, tf.div(2, tf.add(tf.exp(tf.mul(a, 2)), 1)));
