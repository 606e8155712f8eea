/**
 * SASRec: a causal transformer over the items of a history; the state after item t scores every item as the next one by
 * the inner product with the item embeddings themselves.
 *
 *   items (B, T)   →   hidden (B, T, C), table (V, C)
 *
 * Kang & McAuley 2018, arXiv:1808.09781, section III. As later work does it (Klenitskiy & Vasilev 2023): normalised before each
 * sublayer with a residual stream that stays clean, GELU and F = 4C in the feed-forward network, weights N(0, 0.02).
 */
import { norm } from '../../nn/layers.ts';
import { normal } from '../../nn/scope.ts';
import { embedding } from '../../ops/index.ts';
import type { Settings } from '../../parts/settings.ts';
import {
  commonSettings,
  positionsSetting,
  positionsStage,
  eventEmbeddings,
  eventSettings,
  withEvents,
} from '../common.ts';
import { defineModel, scoredBy } from '../model.ts';
import { causalBlock, causalStages, headsMisfit, transformerPresets, transformerSettings } from '../transformer.ts';

const settings = {
  ...transformerSettings,
  ...commonSettings,
  positions: positionsSetting,
  ...eventSettings,
} as const satisfies Settings;

export const sasrec = defineModel({
  name: 'sasrec',
  title: 'SASRec',
  says: 'a transformer that reads the last {length} items',
  source: 'Kang & McAuley 2018, "Self-Attentive Sequential Recommendation"; pre-norm, GELU',
  sees: 'past',
  settings,
  presets: transformerPresets,
  stages: [
    ...eventEmbeddings,
    positionsStage,
    ...causalStages,
    { scope: 'final', title: 'Final norm', says: 'The state after the last item, brought to one scale.', settings: [] },
  ],
  misfit: headsMisfit,

  forward(w, events, c) {
    const { shape, items, at } = events;
    const table = w.parameter('items', [shape.vocabulary, c.width], normal(0.02));
    const positions = w.parameter('positions', [c.length, c.width], normal(0.02));
    const placed = events.positions(c.positions);

    let h = embedding(table, positions, items, placed, 1, w.dropout('embedding', c.dropout)); // h₀ = E[items] + P
    h = withEvents(w, h, events, c);
    // What follows the attention of the last block is a function of its own position alone.
    for (let l = 0; l < c.blocks; l++)
      h = causalBlock(w.at(`block${l}`), h, events.reach(), c, l === c.blocks - 1 ? at : undefined);
    return scoredBy(norm(w.at('final'), h), table); // score of v after t = ⟨LN(h_t), E_v⟩
  },
});
