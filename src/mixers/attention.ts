import { attend } from '../nn/layers.ts';
import type { Settings } from '../parts/settings.ts';
import { defineMixer } from './mixer.ts';

const settings = {
  heads: {
    usual: 2,
    minimum: 1,
    maximum: 8,
    step: 1,
    help: 'Attention heads per block; each is width / heads wide',
    raised: 'Raised: more reasons to look around at once, each with fewer numbers; the time stays about the same.',
  },
} as const satisfies Settings;

/** y_i = Σ_{j ≤ i} softmax_j(q_i·k_j / √(C/H)) v_j in each of H heads, E = C. */
export const attention = defineMixer({
  name: 'attention',
  title: 'Attention',
  says: 'Each position looks back at the items before it; each head with weights of its own.',
  source: 'Vaswani et al. 2017, "Attention Is All You Need", section 3.2',
  sees: 'past',
  settings,
  linear: { kernel: 'attention.causal_forward', input: 'qkv', output: 'y', from: (width) => 2 * width },
  /** A head is whole vectors of four numbers wide. */
  misfit: (width, { heads }) =>
    width % (4 * heads) === 0
      ? null
      : `width ${width} with ${heads} heads, expected a width that is a multiple of 4 · heads`,
  mix: (w, x, events, { heads }, dropout) => attend(w, x, events.reach(), { heads, dropout, mask: 'causal' }),
});
