import { ATTENTION, attentionRow, itemsOf, seesAll } from '../attention_weights.ts';
import type { Mixing } from './mixing.ts';

/**
 * y_i = Σ_j softmax_j(q_i·k_j / √d) v_j: the weights of a head are the operator of its channels. Vaswani et al. 2017, eq. 1.
 * An item of several tokens is moved as they are together, by all tokens of another item.
 */
export const mixing: Mixing = {
  kernel: ATTENTION.kernel,
  wanted: [ATTENTION],
  held: 'Of attention the weights are held; what moves is the values.',
  operators(all, at) {
    const observed = all[at];
    const { heads } = observed.params;
    const time = itemsOf(observed);
    return {
      time,
      sees: seesAll(observed) ? 'all' : 'past',
      count: heads,
      write(head, into) {
        into.fill(0);
        for (let i = 0; i < time; i++) into.set(attentionRow(observed, head, i), i * time);
      },
    };
  },
};
