/**
 * Hybrid stack: each block mixes positions in a way of its own, by attention, a recurrent unit or state spaces, in any order; the
 * state after item t scores every item as the next one by the inner product with the item embeddings themselves.
 *
 *   items (B, T)   →   hidden (B, T, C), table (V, C)
 *
 * Lieber et al. 2024, "Jamba", arXiv:2403.19887, section 3: blocks of a mixer and an MLP, normalised before each sublayer with a
 * residual stream that stays clean, no positions, which the recurrent blocks tell. LayerNorm and GELU as in SASRec here, where
 * Jamba has RMSNorm and SwiGLU; no mixture of experts.
 */
import type { Events } from '../../events/events.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { mixers, mixerSettings } from '../../mixers/catalogue.ts';
import type { Mixer } from '../../mixers/mixer.ts';
import { mlp, norm, written } from '../../nn/layers.ts';
import { normal, type Scope } from '../../nn/scope.ts';
import { lookup } from '../../ops/index.ts';
import type { Settings, Values } from '../../parts/settings.ts';
import { commonSettings, normSays, presetSays, eventEmbeddings, eventSettings, withEvents } from '../common.ts';
import { defineModel, scoredBy } from '../model.ts';

/** Those that do not see what is to be guessed. */
const usable: readonly Mixer[] = [...mixers.values()].filter(({ sees }) => sees === 'past');

const settings = {
  mixers: {
    usual: ['scan', 'attention'],
    options: Object.fromEntries(usable.map(({ name, title }) => [name, title])),
    least: 1,
    most: 8,
    each: 'block',
    help: 'How each block mixes the items of a history, from the first block to the last',
  },
  ...mixerSettings,
  ...commonSettings,
  ...eventSettings,
} satisfies Settings;

export const hybrid = defineModel({
  name: 'hybrid',
  title: 'Hybrid stack',
  says: 'attention, recurrence and state spaces, stacked in any order, over the last {length} items',
  source:
    'Lieber et al. 2024, "Jamba: A Hybrid Transformer-Mamba Language Model"; LayerNorm, GELU, no mixture of experts',
  sees: 'past',
  settings,
  presets: [
    { name: 'standard', says: presetSays.standard, values: {} },
    { name: 'tiny', says: presetSays.tiny, values: { heads: 1, states: 8, width: 32, length: 20 }, light: true },
    { name: 'long', says: presetSays.long, values: { length: 200 } },
    {
      name: 'large',
      says: presetSays.large,
      values: { mixers: ['scan', 'scan', 'attention', 'scan'], heads: 4, width: 128, length: 100 },
    },
  ],
  stages: [
    ...eventEmbeddings,
    { scope: 'block#.norm1', title: 'Norm', says: normSays, settings: [] },
    ...usable.map((mixer) => ({
      scope: `block#.${mixer.name}`,
      title: mixer.title,
      says: mixer.says,
      settings: [...Object.keys(mixer.settings), 'dropout'],
    })),
    { scope: 'block#.norm2', title: 'Norm', says: normSays, settings: [] },
    {
      scope: 'block#.mlp',
      title: 'MLP',
      says: 'Thinks about each position alone, four times as wide inside.',
      settings: ['dropout'],
    },
    { scope: 'final', title: 'Final norm', says: 'The state after the last item, brought to one scale.', settings: [] },
  ],
  misfit: (c) =>
    stackOf(c)
      .map((mixer) => mixer.misfit(c.width, c))
      .find((said) => said !== null) ?? null,

  forward(w, events, c) {
    const { shape, items, at } = events;
    const table = w.parameter('items', [shape.vocabulary, c.width], normal(0.02));
    let h = withEvents(w, lookup(table, items, w.dropout('embedding', c.dropout)), events, c); // h₀ = E[items]
    // What follows the mixer of the last block is a function of its own position alone.
    stackOf(c).forEach((mixer, l, { length }) => {
      h = block(w.at(`block${l}`), mixer, h, events, c, l === length - 1 ? at : undefined);
    });
    return scoredBy(norm(w.at('final'), h), table); // score of v after t = ⟨LN(h_t), E_v⟩
  },
});

/** The mixer of each block. */
const stackOf = (c: Values<typeof settings>): readonly Mixer[] =>
  c.mixers.flatMap((name) => usable.filter((mixer) => mixer.name === name));

/** (B, T, C) to (B, T, C), or to (N, C) where `at` names positions. */
function block(
  w: Scope,
  mixer: Mixer,
  h: Tensor,
  events: Events,
  c: Values<typeof settings>,
  at: Tensor | undefined,
): Tensor {
  const own = w.at(mixer.name);
  const mixed = mixer.mix(own, norm(w.at('norm1'), h), events, c, c.dropout);
  h = written(own, mixed, h, c.width, c.dropout, at); // h + W·mix(LN(h))
  return mlp(w.at('mlp'), norm(w.at('norm2'), h), h, 4, 'gelu', c.dropout); // h + FFN(LN(h))
}
