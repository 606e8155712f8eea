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
import type { Events } from '../../events/events.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { s4d as mixer } from '../../mixers/s4d.ts';
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
  stages: [
    ...eventEmbeddings,
    { scope: 'first', title: 'Norm', says: normSays, settings: [] },
    {
      scope: 'block#.s4d',
      title: 'S4D',
      says: mixer.says,
      settings: [...Object.keys(mixer.settings), 'blocks', 'dropout'],
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
    // What follows the recurrence of the last block is a function of its own position alone.
    for (let l = 0; l < c.blocks; l++) h = block(w.at(`block${l}`), h, events, c, l === c.blocks - 1 ? at : undefined);
    return scoredBy(h, table); // score of v after t = ⟨h_t, E_v⟩
  },
});

/** (B, T, C) to (B, T, C), or to (N, C) where `at` names positions. */
function block(w: Scope, h: Tensor, events: Events, c: Values<typeof settings>, at: Tensor | undefined): Tensor {
  const own = w.at('s4d');
  const read = mixer.mix(own, h, events, c, c.dropout);
  const mixed = norm(w.at('norm1'), written(own, read, h, c.width, c.dropout, at)); // LN(h + S4D(h))
  return norm(w.at('norm2'), mlp(w.at('mlp'), mixed, mixed, 4, 'gelu', c.dropout)); // LN(h + FFN(h))
}
