import { response, SYSTEM } from '../system.ts';
import type { Mixing } from './mixing.ts';

/**
 * y_i = Σ_{j ≤ i} K_{i−j} u_j with K_l = Re Σ_n W_n Ā_nˡ, and the skip at l = 0, none of it across the beginning of a history. Nothing that is
 * read moves K, so nothing is held. What a GELU makes of y is not followed.
 */
export const mixing: Mixing = {
  kernel: SYSTEM.kernel,
  wanted: [SYSTEM],
  held: 'A diagonal state space answers every item alike, so that nothing of it has to be held.',
  operators(all, at) {
    const { time, channels } = all[at].params;
    const { starts } = all[at].tensors;
    return {
      time,
      sees: 'past',
      count: channels,
      write(channel, into) {
        const answer = response(all[at], channel, time);
        into.fill(0);
        for (let i = 0; i < time; i++) {
          for (let j = i; j >= 0; j--) {
            into[i * time + j] = answer[i - j];
            if (starts !== undefined && starts[j] !== 0) break;
          }
        }
      },
    };
  },
};
