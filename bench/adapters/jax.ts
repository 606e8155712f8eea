import { defaultDevice, init, jit, nn, numpy as np, type Tensor } from '@jax-js/jax';
import type {
  Adapter,
  AttentionProblem,
  CrossentropyProblem,
  LayernormProblem,
  MatmulProblem,
  Prepared,
} from '../adapter.ts';
import packages from '../package.json';
import { EPSILON } from '../sasrec.ts';
import { fsq, nearestCode } from './jax_codes.ts';
import { mambaBlock } from './jax_mamba.ts';
import { inference, training } from './jax_sasrec.ts';
import { scan, scanGradient } from './jax_scan.ts';

/** jax-js: each case is one jitted function. */
const on = (backend: 'webgpu' | 'wasm', name: string): Adapter => ({
  name,
  version: packages.dependencies['@jax-js/jax'],
  async open() {
    const ready = await init(backend);
    if (!ready.includes(backend)) throw new Error(`jax-js: its backend ${backend} does not start here`);
    defaultDevice(backend);
    const codes = { nearestCode: nearestCode(repeated), fsq: fsq(repeated) };
    const scans = { scan, scanGradient, mambaBlock };
    return { matmul, attention, layernorm, crossentropy, ...scans, ...codes, inference, training };
  },
});

export const adapter: Adapter = on('webgpu', 'jax-js');

/** Without a GPU. */
export const onWasm: Adapter = on('wasm', 'jax-js on wasm');

/** Runs are lazy: an output must be waited for before it is disposed of, or it is never computed. */
function repeated(f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]): Prepared {
  const compiled = jit(f);
  let output: Tensor | null = null;
  return {
    async run() {
      output?.dispose();
      output = compiled(...inputs.map((input) => input.ref));
      await output.blockUntilReady();
    },
    async result() {
      if (output === null) throw new Error('jax-js: nothing has run yet');
      return output.ref.data();
    },
  };
}

const matmul = ({ a, b, rows, inner, cols }: MatmulProblem): Prepared =>
  repeated(
    (left, right) => np.matmul(left, right),
    [np.array(a, { shape: [rows, inner] }), np.array(b, { shape: [inner, cols] })],
  );

function attention({ batch, length, heads, width, q, k, v }: AttentionProblem): Prepared {
  const inputs = [q, k, v].map((values) => np.array(values, { shape: [batch, length, heads, width] }));
  return repeated(
    (...tensors) => nn.dotProductAttention(tensors[0], tensors[1], tensors[2], { isCausal: true }),
    inputs,
  );
}

function layernorm({ rows, cols, x, gamma, beta }: LayernormProblem): Prepared {
  const inputs = [
    np.array(x, { shape: [rows, cols] }),
    np.array(gamma, { shape: [cols] }),
    np.array(beta, { shape: [cols] }),
  ];
  return repeated(
    (rowsOf, scale, shift) => nn.standardize(rowsOf, -1, { epsilon: EPSILON }).mul(scale).add(shift),
    inputs,
  );
}

function crossentropy({ count, width, items, ids, targets }: CrossentropyProblem): Prepared {
  const inputs = [
    np.array(items, { shape: [count, width] }),
    np.array(ids, { shape: [ids.length] }),
    np.array(targets, { shape: [targets.length, 1] }),
  ];
  return repeated((table, at, wanted) => {
    const logits = np.einsum('tc,vc->tv', np.take(table.ref, at, 0), table);
    const own = np.where(wanted.equal(np.arange(count)), logits.ref, 0).sum(-1);
    return nn.logsumexp(logits, -1).sub(own).mean();
  }, inputs);
}
