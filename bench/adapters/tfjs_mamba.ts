import * as tf from '@tensorflow/tfjs-core';
import type { Prepared } from '../adapter.ts';
import { MAMBA_WEIGHTS, TAPS, type MambaProblem, type MambaSizes, type MambaWeight } from '../mamba.ts';
import { scanned } from './tfjs_scan.ts';

type Weights = Readonly<Record<MambaWeight, tf.Tensor>>;

/** Core has no operation for it. */
const silu = (x: tf.Tensor): tf.Tensor => tf.mul(x, tf.sigmoid(x));

/** The taps one after another, each on the positions that lie so far back. */
function convolution(read: tf.Tensor, weight: tf.Tensor, { batch, length, channels }: MambaSizes): tf.Tensor {
  const before = tf.concat([tf.zeros([batch, TAPS - 1, channels]), read], 1);
  const taps = Array.from({ length: TAPS }, (_, j) =>
    tf.mul(tf.slice(before, [0, j, 0], [batch, length, channels]), tf.slice(weight, [j, 0], [1, channels])),
  );
  return taps.reduce((sum, tap) => tf.add(sum, tap));
}

/** x is (batch · length, width). */
function block(x: tf.Tensor, w: Weights, sizes: MambaSizes): tf.Tensor {
  const { batch, length, channels, states } = sizes;
  const rows = batch * length;
  const apart = (a: tf.Tensor): tf.Tensor => tf.reshape(a, [batch, length, channels]);
  const together = (a: tf.Tensor): tf.Tensor => tf.reshape(a, [rows, channels]);
  const read = apart(tf.matMul(x, w['in.weight']));
  const u = silu(tf.add(convolution(read, w['convolution.weight'], sizes), w['convolution.bias']));
  const inner = together(u);
  const [b, c] = tf.split(tf.matMul(inner, w['bc.weight']), 2, -1);
  const low = tf.matMul(inner, w['step.down.weight']);
  const delta = apart(tf.add(tf.matMul(low, w['step.up.weight']), w['step.up.bias']));
  const y = scanned({ u, delta, b, c, aLog: w.logRate, skip: w.skip }, { batch, length, channels, states });
  const gated = tf.mul(together(y), silu(tf.matMul(x, w['gate.weight'])));
  return tf.add(tf.matMul(gated, w['out.weight']), w['out.bias']);
}

export const mambaBlock =
  (joined: (f: () => tf.Tensor[]) => Prepared) =>
  ({ sizes, weights, ...values }: MambaProblem): Prepared => {
    const rows = sizes.batch * sizes.length;
    const given = MAMBA_WEIGHTS.map((name) => tf.tensor(weights[name].values, weights[name].shape));
    const [x, dy] = [values.x, values.dy].map((each) => tf.tensor(each, [rows, sizes.width]));
    const gradient = tf.grads((read, ...inputs) => {
      const w = Object.fromEntries(MAMBA_WEIGHTS.map((name, i) => [name, inputs[i]])) as Weights;
      return block(read, w, sizes);
    });
    return joined(() => gradient([x, ...given], dy));
  };
