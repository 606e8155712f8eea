/**
 * BERT4Rec: a transformer that reads a history from both sides and fills in what is hidden; asked for the next item, it fills in a mask
 * behind the history.
 *
 *   tokens (B, T), some of them the mask   →   hidden (B, T, C), table (V, C)
 *
 * Sun, Liu, Wu, Pei, Lin, Ou & Jiang 2019, arXiv:1904.06690, section 3: normalised behind each sublayer, GELU, F = 4C. Positions are
 * counted from the newest token, so that the mask behind a history has the same one whatever its length. Without the bias
 * of each item (eq. 7), so that an item's score is an inner product with its embedding, as in the other models.
 */
import type { Tensor } from '../../graph/tensor.ts';
import { affine, mlp, norm, selfAttention } from '../../nn/layers.ts';
import { normal, type Scope } from '../../nn/scope.ts';
import { embedding, linear, pointwise } from '../../ops/index.ts';
import type { Settings, Values } from '../../parts/settings.ts';
import { commonSettings, normSays, eventEmbeddings, eventSettings, withEvents } from '../common.ts';
import { defineModel, scoredBy } from '../model.ts';
import { headsMisfit, transformerPresets, transformerSettings } from '../transformer.ts';

const settings = {
  ...transformerSettings,
  ...commonSettings,
  length: { ...commonSettings.length, help: 'How many places the model sees, the one that is asked for among them' },
  ...eventSettings,
} as const satisfies Settings;

export const bert4rec = defineModel({
  name: 'bert4rec',
  title: 'BERT4Rec',
  says: 'a transformer that sees {length} places from both sides, the one that is asked for among them',
  source: 'Sun et al. 2019, "BERT4Rec"; without a bias for each item',
  sees: 'all',
  settings,
  presets: transformerPresets,
  stages: [
    ...eventEmbeddings,
    {
      scope: 'positions',
      title: 'Positions',
      says: 'Tells the newest place from the one before it, up to the longest history that is read.',
      settings: ['length'],
    },
    {
      scope: 'block#.attention',
      title: 'Attention',
      says: 'Each position looks at all the others, before it and behind it; each head with weights of its own.',
      settings: ['heads', 'blocks', 'dropout'],
    },
    { scope: 'block#.norm1', title: 'Norm', says: normSays, settings: [] },
    {
      scope: 'block#.mlp',
      title: 'MLP',
      says: 'Thinks about each position alone, four times as wide inside.',
      settings: ['blocks', 'dropout'],
    },
    { scope: 'block#.norm2', title: 'Norm', says: normSays, settings: [] },
    {
      scope: 'out',
      title: 'Output',
      says: 'Turns what stands at the mask into what the hidden item should look like.',
      settings: ['width'],
    },
  ],
  misfit: headsMisfit,

  forward(w, events, c) {
    const { shape, items, at } = events;
    const table = w.parameter('items', [shape.vocabulary, c.width], normal(0.02));
    const positions = w.parameter('positions', [c.length, c.width], normal(0.02));
    const placed = events.positions('newest');

    let h = embedding(table, positions, items, placed, 1, w.dropout('embedding', c.dropout)); // h₀ = E[items] + P
    h = withEvents(w, h, events, c);
    // What follows the attention of the last block is a function of its own position alone.
    for (let l = 0; l < c.blocks; l++)
      h = block(w.at(`block${l}`), h, events.reach(), c, l === c.blocks - 1 ? at : undefined);
    const filled = pointwise('gelu', linear(h, affine(w.at('out'), c.width, c.width)));
    return scoredBy(filled, table); // score of v at t = ⟨GELU(W·h_t + b), E_v⟩, eq. 7
  },
});

/** (B, T, C) to (B, T, C), or to (N, C) where `at` names positions. */
function block(w: Scope, h: Tensor, reach: Tensor, c: Values<typeof settings>, at: Tensor | undefined): Tensor {
  const { heads, dropout } = c;
  h = norm(w.at('norm1'), selfAttention(w.at('attention'), h, h, reach, { heads, dropout, mask: 'bidirectional' }, at));
  return norm(w.at('norm2'), mlp(w.at('mlp'), h, h, 4, 'gelu', dropout)); // LN(h + FFN(h))
}
