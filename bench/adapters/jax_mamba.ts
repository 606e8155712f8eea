import { nn, numpy as np, type Tensor } from '@jax-js/jax';
import type { Prepared } from '../adapter.ts';
import { MAMBA_WEIGHTS, TAPS, type MambaProblem, type MambaSizes, type MambaWeight } from '../mamba.ts';
import { gradientAlong, scanned } from './jax_scan.ts';

type Tensors = Readonly<Record<MambaWeight | 'x', Tensor>>;

/** The taps one after another, each on the positions that lie so far back. */
function convolution(read: Tensor, weight: Tensor, { batch, length, channels }: MambaSizes): Tensor {
  const zeros = np.zeros([batch, TAPS - 1, channels]);
  const before = np.concatenate([zeros, read], 1);
  const taps = Array.from({ length: TAPS }, (_, j) =>
    before.ref.slice([], [j, j + length]).mul(weight.ref.slice([j, j + 1])),
  );
  for (const unused of [before, weight]) unused.dispose();
  return taps.reduce((sum, tap) => sum.add(tap));
}

function block(t: Tensors, sizes: MambaSizes): Tensor {
  const { batch, length, channels, states } = sizes;
  const product = (a: Tensor, name: MambaWeight): Tensor => np.einsum('btk,kn->btn', a, t[name]);
  const read = product(t.x.ref, 'in.weight');
  const u = nn.silu(convolution(read, t['convolution.weight'], sizes).add(t['convolution.bias']));
  const [b, c] = np.split(product(u.ref, 'bc.weight'), 2, -1);
  const delta = product(product(u.ref, 'step.down.weight'), 'step.up.weight').add(t['step.up.bias']);
  const y = scanned({ u, delta, b, c, aLog: t.logRate, skip: t.skip }, { batch, length, channels, states });
  return product(y.mul(nn.silu(product(t.x, 'gate.weight'))), 'out.weight').add(t['out.bias']);
}

export function mambaBlock({ sizes, weights, ...values }: MambaProblem): Prepared {
  const { batch, length, width } = sizes;
  const array = (given: Float32Array, shape: readonly number[]): Tensor => np.array(given, { shape: [...shape] });
  const parts = MAMBA_WEIGHTS.map((name) => [name, array(weights[name].values, weights[name].shape)]);
  const given = { x: array(values.x, [batch, length, width]), ...Object.fromEntries(parts) } as Tensors;
  const dy = array(values.dy, [batch, length, width]);
  return gradientAlong((t: Tensors) => block(t, sizes), given, dy, ['x', ...MAMBA_WEIGHTS]);
}
