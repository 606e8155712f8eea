/**
 * GRU4Rec: a gated recurrent network reads a history item by item; its state after item t scores every item as the next one.
 *
 *   items (B, T)   →   hidden (B, T, C), table (V, C)
 *
 * Hidasi, Karatzoglou, Baltrunas & Tikk 2016, arXiv:1511.06939, section 3. As later work does it: the state is brought to the
 * width of the item embeddings and compared with them ("constrained embedding", Hidasi & Karatzoglou 2018, arXiv:1706.03847);
 * whole histories are read in place of parallel mini-batches of sessions, and each position has a target. The losses
 * are those of the run, not TOP1 and BPR-max.
 */
import { gatedRecurrence, projection } from '../../nn/recurrent.ts';
import { normal } from '../../nn/scope.ts';
import { dropout, lookup, rowsAt } from '../../ops/index.ts';
import type { Settings } from '../../parts/settings.ts';
import { commonSettings, presetSays, eventEmbeddings, eventSettings, withEvents } from '../common.ts';
import { defineModel, scoredBy } from '../model.ts';

const settings = {
  layers: {
    usual: 1,
    minimum: 1,
    maximum: 4,
    step: 1,
    help: 'Recurrent layers, each reading the states of the one before',
    raised: 'Raised: it can follow longer reasons, takes more time a step, and learns small data by heart sooner.',
  },
  hidden: {
    usual: 128,
    minimum: 8,
    maximum: 256,
    step: 4,
    help: 'Numbers that a layer remembers of a history',
    raised: 'Raised: it remembers more of a history; the time of a step grows with its square.',
  },
  ...commonSettings,
  ...eventSettings,
} as const satisfies Settings;

export const gru4rec = defineModel({
  name: 'gru4rec',
  title: 'GRU4Rec',
  says: 'a recurrent network that reads the last {length} items, one after another',
  source:
    'Hidasi et al. 2016, "Session-based Recommendations with Recurrent Neural Networks"; tied embeddings, a target at each position',
  sees: 'past',
  settings,
  presets: [
    { name: 'standard', says: presetSays.standard, values: {} },
    { name: 'tiny', says: presetSays.tiny, values: { hidden: 32, width: 32, length: 20 }, light: true },
    { name: 'long', says: presetSays.long, values: { length: 100 } },
    { name: 'large', says: presetSays.large, values: { layers: 2, hidden: 256, width: 128, length: 100 } },
  ],
  stages: [
    ...eventEmbeddings,
    {
      scope: 'layer#.input',
      title: 'What an item says',
      says: 'Turns the item that is read into what it says to the gates and to the memory.',
      settings: ['hidden', 'layers', 'dropout'],
    },
    {
      scope: 'layer#.recurrent',
      title: 'Gated memory',
      says: 'Item by item, gates decide how much of the memory stays and how much of the item is taken in.',
      settings: ['hidden', 'layers'],
    },
    {
      scope: 'out',
      title: 'Output',
      says: 'Brings the memory after the last item to the width of the item embeddings.',
      settings: ['hidden', 'width'],
    },
  ],
  misfit: () => null,

  forward(w, events, c) {
    const { shape, items, at } = events;
    const table = w.parameter('items', [shape.vocabulary, c.width], normal(0.02));
    let h = withEvents(w, lookup(table, items, w.dropout('embedding', c.dropout)), events, c); // E[items]
    for (let l = 0; l < c.layers; l++) {
      const scope = w.at(`layer${l}`);
      // Between layers; none on what flows through time.
      const read = l === 0 ? h : dropout(h, scope.dropout('input', c.dropout));
      h = gatedRecurrence(scope, read, c.hidden, events.starts());
    }
    const states = at === undefined ? h : rowsAt(h, at);
    return scoredBy(projection(w.at('out'), states, c.width), table); // score of v after t = ⟨W·h_t + b, E_v⟩
  },
});
