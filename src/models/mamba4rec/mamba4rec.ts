/**
 * Mamba4Rec: selective state spaces read a history item by item; the state after item t scores every item as the next one by
 * the inner product with the item embeddings themselves.
 *
 *   items (B, T)   →   hidden (B, T, C), table (V, C)
 *
 * Liu, Lin, Liu & Zhao 2024, arXiv:2403.03900, section 3: no positions; each block is a Mamba layer and a feed-forward network, normed
 * behind its residual connection, which the Mamba layer of a single block goes without. The last projection of a Mamba layer has a
 * bias here, as all that writes to the stream.
 */
import { scan } from '../../mixers/scan.ts';
import { written } from '../../nn/layers.ts';
import { mambaBlock } from '../../nn/mamba.ts';
import type { Settings } from '../../parts/settings.ts';
import { commonSettings, eventSettings, presetSays } from '../common.ts';
import { framed, framedStages } from '../frame.ts';
import { defineModel } from '../model.ts';

const settings = {
  blocks: {
    usual: 1,
    minimum: 1,
    maximum: 4,
    step: 1,
    help: 'Blocks, each a Mamba layer and a feed-forward network, one after another',
    raised: 'Raised: it can follow longer reasons, takes more time a step, and learns small data by heart sooner.',
  },
  ...scan.settings,
  ...commonSettings,
  ...eventSettings,
} as const satisfies Settings;

export const mamba4rec = defineModel({
  name: 'mamba4rec',
  title: 'Mamba4Rec',
  says: 'selective state spaces that read the last {length} items, one after another',
  source: 'Liu et al. 2024, "Mamba4Rec: Towards Efficient Sequential Recommendation with Selective State Space Models"',
  sees: 'past',
  settings,
  presets: [
    { name: 'standard', says: presetSays.standard, values: {} },
    { name: 'tiny', says: presetSays.tiny, values: { states: 8, width: 32, length: 20 }, light: true },
    { name: 'long', says: presetSays.long, values: { length: 200 } },
    { name: 'large', says: presetSays.large, values: { blocks: 2, width: 128, length: 100 } },
  ],
  stages: framedStages({
    scope: 'block#.mamba',
    title: 'Mamba',
    says: 'Item by item, each channel keeps a memory; what is read decides how much of it is kept, written and told.',
    settings: ['states', 'expansion', 'start', 'blocks', 'dropout'],
  }),
  misfit: () => null,

  forward: (w, events, c) =>
    framed(w, events, c, (block, h, at) => {
      const mamba = block.at('mamba');
      const stream = c.blocks === 1 ? null : h;
      return written(mamba, mambaBlock(mamba, h, c, events.starts()), stream, c.width, c.dropout, at); // h + Mamba(h)
    }),
});
