import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients.js';
import type {
  Adapter,
  AttentionProblem,
  CrossentropyProblem,
  LayernormProblem,
  MatmulProblem,
  Prepared,
} from '../adapter.ts';
import packages from '../package.json';
import { fsq, fsqStep, nearestCode, residualStep } from './tfjs_codes.ts';
import { attend, norm } from './tfjs_layers.ts';
import { mambaBlock } from './tfjs_mamba.ts';
import { inference, training } from './tfjs_sasrec.ts';
import { scan, scanGradient } from './tfjs_scan.ts';

/** TensorFlow.js, core and WebGPU backend. */
export const adapter: Adapter = {
  name: 'TensorFlow.js',
  version: packages.dependencies['@tensorflow/tfjs-backend-webgpu'],
  async open() {
    await start();
    const codes = { nearestCode: nearestCode(repeated), fsq: fsq(repeated), ...stepsOf(0) };
    const scans = { scan: scan(repeated), scanGradient: scanGradient(joined), mambaBlock: mambaBlock(joined) };
    return { matmul, attention, layernorm, crossentropy, ...scans, ...codes, inference, training };
  },
};

/** Another form of what has several here: the steps that give items their codes. All forms share a device. */
export const form = (which: number): Adapter => ({
  ...adapter,
  version: `${adapter.version}, form ${which + 1}`,
  async open() {
    await start();
    return stepsOf(which);
  },
});

const stepsOf = (which: number) => ({ residualStep: residualStep(joined, which), fsqStep: fsqStep(joined, which) });

async function start(): Promise<void> {
  if (!(await tf.setBackend('webgpu'))) throw new Error('TensorFlow.js: its WebGPU backend does not start here');
  await tf.ready();
}

/** Submits what is recorded and waits. No public call does: `submitQueue` alone leaves an open pass, so a broken buffer. */
async function finish(): Promise<void> {
  const backend = tf.backend();
  if (!(backend instanceof WebGPUBackend)) throw new Error('TensorFlow.js: the backend is not WebGPU');
  backend.ensureCommandEncoderReady();
  backend.endComputePassEncoder();
  backend.submitQueue();
  await backend.device.queue.onSubmittedWorkDone();
}

function repeated(f: () => tf.Tensor): Prepared {
  let output: tf.Tensor | null = null;
  return {
    async run() {
      output?.dispose();
      output = tf.tidy(f);
      await finish();
    },
    async result() {
      if (output === null) throw new Error('TensorFlow.js: nothing has run yet');
      return output.data();
    },
  };
}

type Parts = readonly ArrayLike<number>[];

/** The same for several outputs, one behind another unless `whole` puts them together in another way. */
function joined(f: () => tf.Tensor[], whole: (parts: Parts) => ArrayLike<number> = oneBehindAnother): Prepared {
  let outputs: tf.Tensor[] = [];
  return {
    async run() {
      outputs.forEach((output) => {
        output.dispose();
      });
      outputs = tf.tidy(f);
      await finish();
    },
    async result() {
      return whole(await Promise.all(outputs.map((output) => output.data())));
    },
  };
}

const oneBehindAnother = (parts: Parts): Float32Array => Float32Array.from(parts.flatMap((part) => Array.from(part)));

function matmul({ a, b, rows, inner, cols }: MatmulProblem): Prepared {
  const [left, right] = [tf.tensor(a, [rows, inner]), tf.tensor(b, [inner, cols])];
  return repeated(() => tf.matMul(left, right));
}

/** The tensors lie as matMul wants them, (batch, heads, length, width); only `result` puts them into the bench's order. */
function attention({ batch, length, heads, width, ...values }: AttentionProblem): Prepared {
  const [q, k, v] = [values.q, values.k, values.v].map((value) =>
    tf.tidy(() => tf.transpose(tf.tensor(value, [batch, length, heads, width]), [0, 2, 1, 3])),
  );
  const attended = attend(length, width);
  let output: tf.Tensor | null = null;
  return {
    async run() {
      output?.dispose();
      output = tf.tidy(() => attended(q, k, v));
      await finish();
    },
    async result() {
      const made = output;
      if (made === null) throw new Error('TensorFlow.js: nothing has run yet');
      const ordered = tf.transpose(made, [0, 2, 1, 3]);
      const found = await ordered.data();
      ordered.dispose();
      return found;
    },
  };
}

function layernorm({ rows, cols, x, gamma, beta }: LayernormProblem): Prepared {
  const [input, scale, shift] = [tf.tensor(x, [rows, cols]), tf.tensor(gamma, [cols]), tf.tensor(beta, [cols])];
  return repeated(() => norm(input, scale, shift));
}

function crossentropy({ count, width, items, ids, targets }: CrossentropyProblem): Prepared {
  const table = tf.tensor(items, [count, width]);
  const [at, wanted] = [ids, targets].map((values) => tf.tensor(values, [values.length], 'int32'));
  return repeated(() => {
    const logits = tf.matMul(tf.gather(table, at), table, false, true);
    return tf.losses.softmaxCrossEntropy(tf.oneHot(wanted, count), logits);
  });
}
