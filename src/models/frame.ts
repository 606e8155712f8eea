/**
 * The frame of Mamba4Rec (Liu, Lin, Liu & Zhao 2024, arXiv:2403.03900, section 3), in which other layers stand as well: no positions; each block is
 * a layer and a feed-forward network, normed behind its residual connection.
 */
import type { Events } from '../events/events.ts';
import type { Tensor } from '../graph/tensor.ts';
import { mlp, norm } from '../nn/layers.ts';
import { normal, type Scope } from '../nn/scope.ts';
import { lookup } from '../ops/index.ts';
import type { Values } from '../parts/settings.ts';
import { commonSettings, eventEmbeddings, eventSettings, normSays, withEvents } from './common.ts';
import { scoredBy, type Encoded, type StageWords } from './model.ts';

type FrameConfig = Values<typeof commonSettings & typeof eventSettings> & { readonly blocks: number };

/**
 * h₀ = LN(E[items]); of each block h ← LN(layer(h)), h ← LN(h + FFN(h)); score of v after t = ⟨h_t, E_v⟩.
 *
 * @param layer  (B, T, C) to (B, T, C), its residual connection included, or to (N, C) where `at` names positions
 */
export function framed(
  w: Scope,
  events: Events,
  c: FrameConfig,
  layer: (block: Scope, h: Tensor, at: Tensor | undefined) => Tensor,
): Encoded {
  const { shape, items, at } = events;
  const table = w.parameter('items', [shape.vocabulary, c.width], normal(0.02));
  const read = withEvents(w, lookup(table, items, w.dropout('embedding', c.dropout)), events, c);
  let h = norm(w.at('first'), read);
  for (let l = 0; l < c.blocks; l++) {
    const block = w.at(`block${l}`);
    // What follows the layer of the last block is a function of its own position alone.
    const mixed = norm(block.at('norm1'), layer(block, h, l === c.blocks - 1 ? at : undefined));
    h = norm(block.at('norm2'), mlp(block.at('mlp'), mixed, mixed, 4, 'gelu', c.dropout));
  }
  return scoredBy(h, table);
}

/** The stages of such a model, around those of its layer. */
export const framedStages = (layer: StageWords): readonly StageWords[] => [
  ...eventEmbeddings,
  { scope: 'first', title: 'Norm', says: normSays, settings: [] },
  layer,
  { scope: 'block#.norm1', title: 'Norm', says: normSays, settings: [] },
  {
    scope: 'block#.mlp',
    title: 'MLP',
    says: 'Thinks about each position alone, four times as wide inside.',
    settings: ['blocks', 'dropout'],
  },
  { scope: 'block#.norm2', title: 'Norm', says: normSays, settings: [] },
];
