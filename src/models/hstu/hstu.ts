/**
 * HSTU: a transformer without softmax and without feed-forward networks; the state after item t scores every item as the next one by
 * the inner product with the item embeddings themselves.
 *
 *   items (B, T)   →   hidden (B, T, C), table (V, C)
 *
 * Zhai et al. 2024, arXiv:2402.17152, section 3, as its research code has it: items times √C beside learned positions, a bias by how many places
 * two items are apart and, where that is set, one by how much time (mixers/hstu). Otherwise than there, norms have a scale and a shift, the
 * last state is normed like a layer and not to length 1, and the loss is the run's. That code also tells the bias when the item was taken that is asked for. Here
 * nobody tells the model: it reads when its items were taken, up to the last one.
 */
import { hstu as mixer } from '../../mixers/hstu.ts';
import { norm, written } from '../../nn/layers.ts';
import { normal } from '../../nn/scope.ts';
import { embedding } from '../../ops/index.ts';
import type { Settings } from '../../parts/settings.ts';
import {
  commonSettings,
  eventEmbeddings,
  eventSettings,
  normSays,
  positionsSetting,
  positionsStage,
  withEvents,
} from '../common.ts';
import { defineModel, scoredBy } from '../model.ts';
import { transformerPresets, transformerSettings } from '../transformer.ts';

const settings = {
  ...transformerSettings,
  ...mixer.settings,
  ...commonSettings,
  positions: positionsSetting,
  ...eventSettings,
} as const satisfies Settings;

export const hstu = defineModel({
  name: 'hstu',
  title: 'HSTU',
  says: 'a transformer that adds up instead of sharing out, over the last {length} items',
  source:
    'Zhai et al. 2024, "Actions Speak Louder than Words: Trillion-Parameter Sequential Transducers for Generative Recommendations"; norms with a scale and a shift',
  sees: 'past',
  settings,
  presets: transformerPresets,
  stages: [
    ...eventEmbeddings,
    positionsStage,
    { scope: 'block#.norm', title: 'Norm', says: normSays, settings: [] },
    {
      scope: 'block#.hstu',
      title: mixer.title,
      says: mixer.says,
      settings: [...Object.keys(mixer.settings), 'blocks', 'dropout'],
    },
    { scope: 'final', title: 'Final norm', says: 'The state after the last item, brought to one scale.', settings: [] },
  ],
  misfit: (c) => mixer.misfit(c.width, c),

  forward(w, events, c) {
    const { shape, items, at } = events;
    const table = w.parameter('items', [shape.vocabulary, c.width], normal(0.02));
    const positions = w.parameter('positions', [c.length, c.width], normal(0.02));
    const placed = events.positions(c.positions);

    let h = embedding(table, positions, items, placed, Math.sqrt(c.width), w.dropout('embedding', c.dropout)); // √C · E[items] + P
    h = withEvents(w, h, events, c);
    for (let l = 0; l < c.blocks; l++) {
      const block = w.at(`block${l}`);
      const own = block.at('hstu');
      const mixed = mixer.mix(own, norm(block.at('norm'), h), events, c, c.dropout);
      h = written(own, mixed, h, c.width, 0, l === c.blocks - 1 ? at : undefined); // h + W·(LN(Σ) ⊙ U) + b
    }
    return scoredBy(norm(w.at('final'), h), table); // score of v after t = ⟨LN(h_t), E_v⟩
  },
});
