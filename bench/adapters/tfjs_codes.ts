import * as tf from '@tensorflow/tfjs-core';
import type { Prepared } from '../adapter.ts';
import { boundsOf, type FsqProblem, type NearestCodeProblem } from '../codes.ts';

type Repeated = (f: () => tf.Tensor) => Prepared;

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
    const bounds = boundsOf(problem);
    const row = (value: (bound: (typeof bounds)[number]) => number): tf.Tensor =>
      tf.tensor(Float32Array.from(bounds, value), [1, levels.length]);
    const [half, offset, shift] = [
      row((bound) => bound.half),
      row((bound) => bound.offset),
      row((bound) => bound.shift),
    ];
    const share = row(({ middle }) => 1 / middle);
    const z = tf.tensor(problem.z, [rows, levels.length]);
    return repeated(() => tf.mul(tf.round(tf.sub(tf.mul(tf.tanh(tf.add(z, shift)), half), offset)), share));
  };
