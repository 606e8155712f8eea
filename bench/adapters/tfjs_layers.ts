import * as tf from '@tensorflow/tfjs-core';
import { EPSILON } from '../sasrec.ts';

/** Layer norm over the last axis; TensorFlow.js core has no operation for it. */
export function norm(x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const centred = tf.sub(x, tf.mean(x, -1, true));
  const variance = tf.mean(tf.square(centred), -1, true);
  return tf.add(tf.mul(tf.mul(centred, tf.rsqrt(tf.add(variance, EPSILON))), gamma), beta);
}

/** ½x(1 + tanh(√(2/π)(x + 0.044715x³))); core has no operation for it. */
export function gelu(x: tf.Tensor): tf.Tensor {
  const cubic = tf.mul(tf.mul(tf.square(x), x), 0.044715);
  const inner = tf.mul(tf.add(x, cubic), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

/** x (rows, inner) · weight + bias, one fused kernel. */
export const linear = (x: tf.Tensor, weight: tf.Tensor, bias: tf.Tensor): tf.Tensor =>
  tf.fused.matMul({ a: x, b: weight, bias });

/** Causal attention over q, k, v (batch, heads, length, width), with the mask made once. */
export function attend(length: number, width: number): (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) => tf.Tensor {
  const later = Float32Array.from({ length: length * length }, (_, i) =>
    i % length > Math.floor(i / length) ? -1e9 : 0,
  );
  const mask = tf.tensor(later, [length, length]);
  return (q, k, v) => {
    const scores = tf.mul(tf.matMul(q, k, false, true), 1 / Math.sqrt(width));
    return tf.matMul(tf.softmax(tf.add(scores, mask)), v);
  };
}
