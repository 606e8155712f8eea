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
import type { Events } from '../../events/events.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { ssd } from '../../mixers/ssd.ts';
import { mlp, norm, written } from '../../nn/layers.ts';
import { normal, type Scope } from '../../nn/scope.ts';
import { lookup } from '../../ops/index.ts';
import type { Settings, Values } from '../../parts/settings.ts';
import { commonSettings, eventEmbeddings, eventSettings, normSays, presetSays, withEvents } from '../common.ts';
import { defineModel, scoredBy } from '../model.ts';

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
  stages: [
    ...eventEmbeddings,
    { scope: 'first', title: 'Norm', says: normSays, settings: [] },
    {
      scope: 'block#.ssd',
      title: 'Mamba-2',
      says: ssd.says,
      settings: [...Object.keys(ssd.settings), 'blocks', 'dropout'],
    },
    { scope: 'block#.norm1', title: 'Norm', says: normSays, settings: [] },
    {
      scope: 'block#.mlp',
      title: 'MLP',
      says: 'Thinks about each position alone, four times as wide inside.',
      settings: ['blocks', 'dropout'],
    },
    { scope: 'block#.norm2', title: 'Norm', says: normSays, settings: [] },
  ],
  misfit: (c) => ssd.misfit(c.width, c),

  forward(w, events, c) {
    const { shape, items, at } = events;
    const table = w.parameter('items', [shape.vocabulary, c.width], normal(0.02));
    const read = withEvents(w, lookup(table, items, w.dropout('embedding', c.dropout)), events, c);
    let h = norm(w.at('first'), read); // h₀ = LN(E[items])
    // What follows the recurrence of the last block is a function of its own position alone.
    for (let l = 0; l < c.blocks; l++) h = block(w.at(`block${l}`), h, events, c, l === c.blocks - 1 ? at : undefined);
    return scoredBy(h, table); // score of v after t = ⟨h_t, E_v⟩
  },
});

/** (B, T, C) to (B, T, C), or to (N, C) where `at` names positions. */
function block(w: Scope, h: Tensor, events: Events, c: Values<typeof settings>, at: Tensor | undefined): Tensor {
  const own = w.at('ssd');
  const read = ssd.mix(own, h, events, c, c.dropout);
  const mixed = norm(w.at('norm1'), written(own, read, h, c.width, c.dropout, at)); // LN(h + SSD(h))
  return norm(w.at('norm2'), mlp(w.at('mlp'), mixed, mixed, 4, 'gelu', c.dropout)); // LN(h + FFN(h))
}
