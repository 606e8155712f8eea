import { CHUNK, LARGEST_RATE } from '../../../shaders/ssd/ssd.reference.ts';
import type { Mixing } from './mixing.ts';

/**
 * y_i = Σ_{j ≤ i} M_ij u_j with M_ij = ⟨C_i, B_j⟩ (Π_{k = j+1…i} e^(−Δ_k·rate)) Δ_j, and the skip at i = j, in all channels of a head, none of it
 * across the beginning of a history: attention that fades. Dao & Gu 2024, arXiv:2405.21060. The convolution before it and the gate behind it
 * are not followed.
 */
export const mixing: Mixing = {
  kernel: 'ssd.',
  wanted: [{ kernel: 'ssd.', tensors: ['bc', 'paces', 'a_log'] }],
  held: 'Of a state space dual its steps and what it writes and tells are held.',
  operators(all, at) {
    const { params, tensors } = all[at];
    const { time, heads, states, lines } = params;
    const { bc, paces, a_log } = tensors;
    return {
      time,
      sees: 'past',
      count: heads,
      write(head, into) {
        const rate = Math.exp(Math.min(a_log[head], LARGEST_RATE));
        const pace = (t: number, line: number): number => paces[t * lines + line * heads + head];
        into.fill(0);
        for (let i = 0; i < time; i++) {
          into[i * time + i] = pace(i, 4);
          for (let [j, left] = [i, 1]; j >= 0; j--) {
            let asked = 0;
            for (let n = 0; n < states; n++) asked += bc[(2 * i + 1) * states + n] * bc[2 * j * states + n];
            into[i * time + j] += asked * left * pace(j, 1);
            if (paces[j * lines + 5 * heads] === j % CHUNK) break; // a history begins
            left *= Math.exp(-rate * pace(j, 1));
          }
        }
      },
    };
  },
};
