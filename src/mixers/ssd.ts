import { dualBlock } from '../nn/mamba2.ts';
import type { Settings } from '../parts/settings.ts';
import { defineMixer } from './mixer.ts';
import { scan } from './scan.ts';

const { states, expansion } = scan.settings;

const settings = {
  states,
  expansion,
  headChannels: {
    usual: 16,
    formerly: 16,
    minimum: 4,
    maximum: 64,
    step: 4,
    help: 'Channels of a head, which all forget at one pace',
    raised: 'Raised: fewer paces of forgetting, and fewer numbers that say how large a step is.',
  },
} as const satisfies Settings;

/** y = RMSNorm(ssd(u, Δ, B, C) ⊙ silu(W_gate·x)) with u, B, C = silu(conv(W_in·x)) (nn/mamba2), E = expansion · C. */
export const ssd = defineMixer({
  name: 'ssd',
  title: 'State space dual (Mamba-2)',
  says: 'Item by item, heads of channels keep a memory; what is read decides how much of it all of a head keeps, and what is written and told.',
  source:
    'Dao & Gu 2024, arXiv:2405.21060, "Transformers are SSMs: Generalized Models and Efficient Algorithms Through Structured State Space Duality"',
  sees: 'past',
  settings,
  linear: { kernel: 'ssd.forward', input: 'x', output: 'y', from: () => 0 },
  misfit: (width, c) =>
    (width * c.expansion) % c.headChannels === 0
      ? null
      : `width ${width} with expansion ${c.expansion} and headChannels ${c.headChannels}, expected a width · expansion that is a multiple of headChannels`,
  mix: (w, x, events, c) => dualBlock(w, x, c, events.starts()),
});
