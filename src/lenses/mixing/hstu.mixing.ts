import { weightsOf, type HstuParams } from '../../../shaders/hstu/hstu.reference.ts';
import type { Observed, Wanted } from '../../recommend/reader.ts';
import type { Mixing } from './mixing.ts';

const HSTU: Wanted = { kernel: 'hstu.', tensors: ['qkv', 'positions', 'lengths', 'seconds', 'times'] };

/** The sizes of a launch, as its reference has them. */
const sizesOf = ({ params }: Observed): HstuParams => params as unknown as HstuParams;

/** y_i = Σ_j silu(s_ij) / n_i · v_j: the weights of a head, which may be below 0, are the operator of its channels. */
export const mixing: Mixing = {
  kernel: HSTU.kernel,
  wanted: [HSTU],
  held: 'Of pointwise attention the weights are held, the norm and the gate behind it too; what moves is the values.',
  operators(all, at) {
    const observed = all[at];
    const { heads, time } = observed.params;
    const read = observed.tensors as unknown as Parameters<typeof weightsOf>[0];
    return {
      time,
      sees: 'past',
      count: heads,
      write(head, into) {
        into.fill(0);
        for (let i = 0; i < time; i++) into.set(weightsOf(read, sizesOf(observed), head, i), i * time);
      },
    };
  },
};
