import * as tf from '@tensorflow/tfjs-core';
import type { Prepared } from '../adapter.ts';
import { ADAM, type SasrecProblem, type SasrecSizes } from '../sasrec.ts';
import { attend, gelu, linear, norm } from './tfjs_layers.ts';

type Weights = Readonly<Record<string, tf.Variable>>;
type Attend = ReturnType<typeof attend>;

const upload = ({ weights }: SasrecProblem): Weights =>
  Object.fromEntries(
    Object.entries(weights).map(([name, { values, shape }]) => [name, tf.variable(tf.tensor(values, shape))]),
  );

const layer = (x: tf.Tensor, weights: Weights, name: string): tf.Tensor =>
  linear(x, weights[`${name}.weight`], weights[`${name}.bias`]);

const layerNorm = (x: tf.Tensor, weights: Weights, name: string): tf.Tensor =>
  norm(x, weights[`${name}.gamma`], weights[`${name}.beta`]);

/** x is (batch·length, width) throughout. */
function block(x: tf.Tensor, weights: Weights, name: string, sizes: SasrecSizes, attended: Attend): tf.Tensor {
  const { batch, length, width, heads } = sizes;
  const qkv = layer(layerNorm(x, weights, `${name}.norm1`), weights, `${name}.qkv`);
  const [q, k, v] = tf
    .split(qkv, 3, -1)
    .map((part) => tf.transpose(tf.reshape(part, [batch, length, heads, width / heads]), [0, 2, 1, 3]));
  const y = tf.reshape(tf.transpose(attended(q, k, v), [0, 2, 1, 3]), [batch * length, width]);
  const middle = tf.add(x, layer(y, weights, `${name}.out`));
  const up = gelu(layer(layerNorm(middle, weights, `${name}.norm2`), weights, `${name}.up`));
  return tf.add(middle, layer(up, weights, `${name}.down`));
}

function encode(weights: Weights, ids: tf.Tensor, sizes: SasrecSizes, attended: Attend): tf.Tensor {
  const { batch, length, width, blocks } = sizes;
  const embedded = tf.reshape(tf.gather(weights.items, ids), [batch, length, width]);
  let x = tf.reshape(tf.add(embedded, weights.positions), [batch * length, width]);
  for (let i = 0; i < blocks; i++) x = block(x, weights, `blocks.${i}`, sizes, attended);
  return x;
}

const upIds = (values: Int32Array): tf.Tensor => tf.tensor(values, [values.length], 'int32');

/** Ids to scores, operation by operation. */
export function inference(problem: SasrecProblem): Prepared {
  const { sizes, batches } = problem;
  const { batch, length, width, heads } = sizes;
  const weights = upload(problem);
  const attended = attend(length, width / heads);
  let scores = new Float32Array();
  return {
    async run() {
      const output = tf.tidy(() => {
        const x = tf.reshape(encode(weights, upIds(batches[0].inputs), sizes, attended), [batch, length, width]);
        const last = tf.reshape(tf.slice(x, [0, length - 1, 0], [batch, 1, width]), [batch, width]);
        return tf.matMul(layerNorm(last, weights, 'norm'), weights.items, false, true);
      });
      scores = new Float32Array(await output.data());
      output.dispose();
    },
    result: () => Promise.resolve(scores),
  };
}

/** `tf.train.adam(…).minimize` on the cross-entropy with one-hot targets, the way the library's examples train. */
export function training(problem: SasrecProblem): Prepared {
  const { sizes, batches } = problem;
  const weights = upload(problem);
  const attended = attend(sizes.length, sizes.width / sizes.heads);
  const optimizer = tf.train.adam(ADAM.rate, ADAM.beta1, ADAM.beta2, ADAM.epsilon);
  let step = 0;
  let latest = NaN;
  return {
    async run() {
      const { inputs, targets } = batches[step % batches.length];
      step++;
      const cost = tf.tidy(() => {
        const [ids, wanted] = [upIds(inputs), upIds(targets)];
        const loss = (): tf.Tensor => {
          const x = layerNorm(encode(weights, ids, sizes, attended), weights, 'norm');
          const logits = tf.matMul(x, weights.items, false, true);
          return tf.losses.softmaxCrossEntropy(tf.oneHot(wanted, sizes.items), logits);
        };
        return optimizer.minimize(loss, true, Object.values(weights));
      });
      [latest] = await cost.data();
      cost.dispose();
    },
    result: () => Promise.resolve([latest]),
  };
}
