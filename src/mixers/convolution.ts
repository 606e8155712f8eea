import { lastExtent } from '../core/shape.ts';
import { convolved, gated } from '../nn/mamba.ts';
import { defineMixer } from './mixer.ts';
import { scan } from './scan.ts';

const { expansion } = scan.settings;

/** y = silu(conv(W_in·x)) ⊙ silu(W_gate·x) over the last four positions, E = expansion · C: a Mamba block without its scan. */
export const convolution = defineMixer({
  name: 'convolution',
  title: 'Gated convolution',
  says: 'Each channel looks at the last four items with weights of its own; what is read decides how much of that passes.',
  source:
    'Yu & Wang 2024, "MambaOut", arXiv:2405.07992, section 3, over the past alone; Dauphin et al. 2017, arXiv:1612.08083',
  sees: 'past',
  settings: { expansion },
  linear: null,
  misfit: () => null,
  mix: (w, x, events, c) => gated(w, convolved(w, x, c.expansion * lastExtent(x.shape), events.starts()), x),
});
