/**
 * Mamba-2 for recommendation: heads of selective state spaces, each forgetting at one pace, read a history item by item; the state after item t
 * scores every item as the next one by the inner product with the item embeddings themselves.
 *
 *   items (B, T)   →   hidden (B, T, C), table (V, C)
 *
 * The layer is that of Dao & Gu 2024, arXiv:2405.21060, section 7. It stands in the frame of Mamba4Rec (Liu, Lin, Liu & Zhao 2024,
 * arXiv:2403.03900, section 3): no positions; each block is a layer and a feed-forward network, normed behind its residual connection. The last
 * projection of a layer has a bias here, as all that writes to the stream.
 */
import { ssd } from '../../mixers/ssd.ts';
import { written } from '../../nn/layers.ts';
import type { Settings } from '../../parts/settings.ts';
import { commonSettings, eventSettings, presetSays } from '../common.ts';
import { framed, framedStages } from '../frame.ts';
import { defineModel } from '../model.ts';

const settings = {
  blocks: {
    usual: 2,
    minimum: 1,
    maximum: 4,
    step: 1,
    help: 'Blocks, each a Mamba-2 layer and a feed-forward network, one after another',
    raised: 'Raised: it can follow longer reasons, takes more time a step, and learns small data by heart sooner.',
  },
  ...ssd.settings,
  ...commonSettings,
  ...eventSettings,
} as const satisfies Settings;

export const mamba2 = defineModel({
  name: 'mamba2',
  title: 'Mamba-2',
  says: 'selective state spaces whose heads forget at one pace each, over the last {length} items',
  source: ssd.source,
  sees: 'past',
  settings,
  presets: [
    { name: 'standard', says: presetSays.standard, values: {} },
    { name: 'tiny', says: presetSays.tiny, values: { blocks: 1, states: 8, width: 32, length: 20 }, light: true },
    { name: 'long', says: presetSays.long, values: { length: 200 } },
    { name: 'large', says: presetSays.large, values: { width: 128, headChannels: 32, length: 100 } },
  ],
  stages: framedStages({
    scope: 'block#.ssd',
    title: 'Mamba-2',
    says: ssd.says,
    settings: [...Object.keys(ssd.settings), 'blocks', 'dropout'],
  }),
  misfit: (c) => ssd.misfit(c.width, c),

  forward: (w, events, c) =>
    framed(w, events, c, (block, h, at) => {
      const own = block.at('ssd');
      return written(own, ssd.mix(own, h, events, c, c.dropout), h, c.width, c.dropout, at); // h + SSD(h)
    }),
});
