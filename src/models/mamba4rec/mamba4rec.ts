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
import type { Events } from '../../events/events.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { scan } from '../../mixers/scan.ts';
import { mlp, norm, written } from '../../nn/layers.ts';
import { mambaBlock } from '../../nn/mamba.ts';
import { normal, type Scope } from '../../nn/scope.ts';
import { lookup } from '../../ops/index.ts';
import type { Settings, Values } from '../../parts/settings.ts';
import { commonSettings, normSays, presetSays, eventEmbeddings, eventSettings, withEvents } from '../common.ts';
import { defineModel, scoredBy } from '../model.ts';

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
  stages: [
    ...eventEmbeddings,
    { scope: 'first', title: 'Norm', says: normSays, settings: [] },
    {
      scope: 'block#.mamba',
      title: 'Mamba',
      says: 'Item by item, each channel keeps a memory; what is read decides how much of it is kept, written and told.',
      settings: ['states', 'expansion', 'start', 'blocks', 'dropout'],
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
  misfit: () => null,

  forward(w, events, c) {
    const { shape, items, at } = events;
    const table = w.parameter('items', [shape.vocabulary, c.width], normal(0.02));
    const read = withEvents(w, lookup(table, items, w.dropout('embedding', c.dropout)), events, c);
    let h = norm(w.at('first'), read); // h₀ = LN(E[items])
    // What follows the scan of the last block is a function of its own position alone.
    for (let l = 0; l < c.blocks; l++) h = block(w.at(`block${l}`), h, events, c, l === c.blocks - 1 ? at : undefined);
    return scoredBy(h, table); // score of v after t = ⟨h_t, E_v⟩
  },
});

/** (B, T, C) to (B, T, C), or to (N, C) where `at` names positions. */
function block(w: Scope, h: Tensor, events: Events, c: Values<typeof settings>, at: Tensor | undefined): Tensor {
  const mamba = w.at('mamba');
  const read = mambaBlock(mamba, h, c, events.starts());
  const stream = c.blocks === 1 ? null : h;
  const mixed = norm(w.at('norm1'), written(mamba, read, stream, c.width, c.dropout, at)); // LN(h + Mamba(h))
  return norm(w.at('norm2'), mlp(w.at('mlp'), mixed, mixed, 4, 'gelu', c.dropout)); // LN(h + FFN(h))
}
