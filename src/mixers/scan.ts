import { mambaBlock } from '../nn/mamba.ts';
import type { Settings } from '../parts/settings.ts';
import { defineMixer } from './mixer.ts';

const settings = {
  states: {
    usual: 32,
    minimum: 4,
    maximum: 32,
    step: 4,
    help: 'Numbers that each channel remembers, each forgetting at its own pace',
    raised: 'Raised: it remembers more of a history at more paces; the time of the scan grows with it.',
  },
  expansion: {
    usual: 2,
    minimum: 1,
    maximum: 4,
    step: 1,
    help: 'How many times wider than an item a layer is inside',
    raised: 'Raised: more channels to remember with; time and memory of a step grow with it.',
  },
  start: {
    usual: 'standard',
    help: 'How large the steps of the state are before anything is learned',
    options: {
      standard: 'between 0.001 and 0.1, another for each channel, as Mamba starts them: memory is long at first',
      wide: '0.7 in every channel, as the code of Mamba4Rec starts them: memory is short at first',
    },
  },
} as const satisfies Settings;

/** y = scan(u, Δ, B, C) ⊙ silu(W_gate·x) with u = silu(conv(W_in·x)) (nn/mamba), E = expansion · C. */
export const scan = defineMixer({
  name: 'scan',
  title: 'Selective scan',
  says: 'Item by item, each channel keeps a memory; what is read decides how much of it is kept, written and told.',
  source: 'Gu & Dao 2023, "Mamba: Linear-Time Sequence Modeling with Selective State Spaces"',
  sees: 'past',
  settings,
  linear: { kernel: 'scan.forward', input: 'u', output: 'y', from: () => 0 },
  misfit: () => null,
  mix: (w, x, events, c) => mambaBlock(w, x, c, events.starts()),
});
