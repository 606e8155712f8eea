/**
 * S4D for recommendation: linear systems that are the same whatever is read go through a history item by item; the state after item t scores
 * every item as the next one by the inner product with the item embeddings themselves.
 *
 *   items (B, T)   →   hidden (B, T, C), table (V, C)
 *
 * The layer is that of Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893. It stands in the frame of Mamba4Rec (Liu, Lin, Liu & Zhao 2024,
 * arXiv:2403.03900, section 3): no positions; each block is a layer and a feed-forward network, normed behind its residual connection. So
 * what tells the two apart is that nothing which is read decides here what is kept.
 */
import { s4d as mixer } from '../../mixers/s4d.ts';
import { written } from '../../nn/layers.ts';
import type { Settings } from '../../parts/settings.ts';
import { commonSettings, eventSettings, presetSays } from '../common.ts';
import { framed, framedStages } from '../frame.ts';
import { defineModel } from '../model.ts';

const settings = {
  blocks: {
    usual: 2,
    minimum: 1,
    maximum: 6,
    step: 1,
    help: 'Blocks, each an S4D layer and a feed-forward network, one after another',
    raised: 'Raised: it can follow longer reasons, takes more time a step, and learns small data by heart sooner.',
  },
  ...mixer.settings,
  ...commonSettings,
  ...eventSettings,
} as const satisfies Settings;

export const s4d = defineModel({
  name: 's4d',
  title: 'S4D',
  says: 'linear state spaces that are the same whatever they read, over the last {length} items',
  source: mixer.source,
  sees: 'past',
  settings,
  presets: [
    { name: 'standard', says: presetSays.standard, values: {} },
    { name: 'tiny', says: presetSays.tiny, values: { blocks: 1, modes: 8, width: 32, length: 20 }, light: true },
    { name: 'long', says: presetSays.long, values: { length: 200 } },
    { name: 'large', says: presetSays.large, values: { blocks: 4, modes: 32, width: 128, length: 100 } },
  ],
  stages: framedStages({
    scope: 'block#.s4d',
    title: 'S4D',
    says: mixer.says,
    settings: [...Object.keys(mixer.settings), 'blocks', 'dropout'],
  }),
  misfit: () => null,

  forward: (w, events, c) =>
    framed(w, events, c, (block, h, at) => {
      const own = block.at('s4d');
      return written(own, mixer.mix(own, h, events, c, c.dropout), h, c.width, c.dropout, at); // h + S4D(h)
    }),
});
