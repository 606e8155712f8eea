import type { Mixing } from './mixing.ts';

/**
 * h_i = (1 − z_i) ⊙ n_i + z_i ⊙ h_{i−1}, so with its gates held: h_i = Σ_{j ≤ i} (z_i ⊙ … ⊙ z_{j+1}) ⊙ (1 − z_j) ⊙ n_j.
 * How n_j follows from the state before it is not gone into. Cho et al. 2014, section 2.3.
 */
export const mixing: Mixing = {
  kernel: 'gru.',
  wanted: [{ kernel: 'gru.', tensors: ['cell'] }],
  held: 'Of a gated unit the update gates are held, by whose product a candidate lasts; what a candidate takes from the state before it is not followed.',
  operators(all, at) {
    const { params, tensors } = all[at];
    const { time, hidden } = params;
    return {
      time,
      sees: 'past',
      count: hidden,
      write(unit, into) {
        into.fill(0);
        for (let i = 0; i < time; i++) {
          const keeps = tensors.cell[(i * 4 + 1) * hidden + unit];
          for (let j = 0; j < i; j++) into[i * time + j] = keeps * into[(i - 1) * time + j];
          into[i * time + i] = 1 - keeps;
        }
      },
    };
  },
};
