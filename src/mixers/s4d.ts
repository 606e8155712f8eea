import { diagonalStateSpace } from '../nn/s4d.ts';
import type { Settings } from '../parts/settings.ts';
import { defineMixer } from './mixer.ts';

const settings = {
  modes: {
    usual: 16,
    formerly: 16,
    minimum: 4,
    maximum: 32,
    step: 4,
    help: 'Oscillations that each channel remembers, each fading and turning at its own pace',
    raised: 'Raised: it can tell more places of the past apart; the time of the recurrence grows with it.',
  },
  spectrum: {
    usual: 'legs',
    formerly: 'legs',
    help: 'How fast these fade and turn before anything is learned',
    options: {
      legs: 'as the normal part of HiPPO-LegS: few turn fast, most slowly',
      inverse: 'S4D-Inv, a formula that comes close to HiPPO-LegS',
      linear: 'S4D-Lin: each turns half a turn faster than the one before, as the terms of a Fourier series',
      real: 'S4D-Real: they fade at the rates 1, 2, 3 … and never turn, before learning or after',
      random: 'drawn at random, which the others are compared with',
    },
  },
  discretisation: {
    usual: 'hold',
    formerly: 'hold',
    help: 'How a system in continuous time is turned into one that goes from item to item',
    options: {
      hold: 'zero-order hold: what is read is held until the next item',
      bilinear: 'the bilinear rule, which slows down what turns fast',
    },
  },
} as const satisfies Settings;

/** y = GELU(Σ_{s ≤ t} K_{t−s} ⊙ x_s + skip ⊙ x_t) with K_l = 2 Re Σ_n C_n B̄_n Ā_nˡ (nn/s4d), E = C. K is the same whatever is read. */
export const s4d = defineMixer({
  name: 's4d',
  title: 'Diagonal state space (S4D)',
  says: 'Item by item, each channel keeps a memory that fades and turns at paces which are learned, the same whatever is read.',
  source:
    'Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893, "On the Parameterization and Initialization of Diagonal State Space Models"',
  sees: 'past',
  settings,
  linear: { kernel: 's4d.scan', input: 'u', output: 'y', from: () => 0 },
  misfit: () => null,
  mix: (w, x, events, c) => diagonalStateSpace(w, x, c, events.starts()),
});
