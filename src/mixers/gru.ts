import { gatedRecurrence } from '../nn/recurrent.ts';
import type { Settings } from '../parts/settings.ts';
import { defineMixer } from './mixer.ts';

const settings = {
  hidden: {
    usual: 64,
    minimum: 8,
    maximum: 256,
    step: 4,
    help: 'Numbers that a layer remembers of a history',
    raised: 'Raised: it remembers more of a history; the time of a step grows with its square.',
  },
} as const satisfies Settings;

/** h_t = (1 − z) ⊙ n + z ⊙ h_{t−1} (ops/gru), E = H. What is remembered passes through tanh, so it is linear in nothing that is read. */
export const gru = defineMixer({
  name: 'gru',
  title: 'Gated recurrent unit',
  says: 'Item by item, gates decide how much of the memory stays and how much of the item is taken in.',
  source: 'Cho et al. 2014, arXiv:1406.1078, section 2.3; the reset behind the product, as in cuDNN',
  sees: 'past',
  settings,
  linear: null,
  misfit: () => null,
  mix: (w, x, events, { hidden }) => gatedRecurrence(w, x, hidden, events.starts()),
});
