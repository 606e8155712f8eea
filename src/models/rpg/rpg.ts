/**
 * RPG: items are known by unordered codes, which are read together and guessed all at once.
 *
 *   items (B, T)   →   hidden (B, T, C); of each slot states (B, T, C) and a table (K + 1, C)
 *
 * Hou, Li, Shin, Jeon, Santhanam, Shao, Hassani, Yao & McAuley 2025, arXiv:2506.05781, section 2: an item's vector is the mean of the
 * embeddings of its codes; of the state after item t a head of its own guesses each code of the next one; an item's score is the
 * sum over its codes. Here the transformer is SASRec's; states are normed with learned scales, where the paper has cosines and a
 * temperature; and the whole catalogue is scored, for which the paper searches a graph of items.
 */
import { lastExtent } from '../../core/shape.ts';
import type { Tensor } from '../../graph/tensor.ts';
import { affine, norm } from '../../nn/layers.ts';
import { normal, type Scope } from '../../nn/scope.ts';
import { add, embedding, linear, lookup, pointwise } from '../../ops/index.ts';
import type { Settings } from '../../parts/settings.ts';
import {
  commonSettings,
  eventStages,
  positionsSetting,
  positionsStage,
  presetSays,
  eventSettings,
  withEvents,
} from '../common.ts';
import { defineModel, type Slot } from '../model.ts';
import { causalBlock, causalStages, headsMisfit, transformerSettings } from '../transformer.ts';

const settings = {
  slots: {
    usual: 16,
    minimum: 2,
    maximum: 32,
    step: 1,
    help: 'Codes that each item is known by',
    raised: 'Raised: items are told apart better; time and memory of a step grow with it.',
  },
  codebook: {
    usual: 64,
    minimum: 4,
    maximum: 256,
    step: 4,
    help: 'Codes to choose from in each slot',
    raised: 'Raised: fewer items share a code, and each is learned from less.',
  },
  ...transformerSettings,
  ...commonSettings,
  positions: positionsSetting,
  ...eventSettings,
} as const satisfies Settings;

export const rpg = defineModel({
  name: 'rpg',
  title: 'RPG',
  says: 'a transformer that reads the codes of the last {length} items and guesses all codes of the next one at once',
  source:
    'Hou et al. 2025, "Generating Long Semantic IDs in Parallel for Recommendation"; the whole catalogue is scored',
  sees: 'past',
  settings,
  presets: [
    { name: 'standard', says: presetSays.standard, values: {} },
    {
      name: 'tiny',
      says: presetSays.tiny,
      values: { slots: 8, codebook: 16, blocks: 1, heads: 1, width: 32, length: 20 },
      light: true,
    },
    { name: 'long', says: presetSays.long, values: { length: 100 } },
    {
      name: 'large',
      says: presetSays.large,
      values: { slots: 32, codebook: 256, blocks: 4, heads: 4, width: 128, length: 100 },
    },
  ],
  stages: [
    {
      scope: 'codes',
      title: 'Code embeddings',
      says: 'A row of numbers for every code, learned: items that share codes share what is learned of them.',
      settings: ['slots', 'codebook', 'width', ...Object.keys(eventSettings)],
    },
    ...eventStages,
    positionsStage,
    ...causalStages,
    {
      scope: 'heads',
      title: 'Heads',
      says: 'Of the state after the last item, each makes its own guess at one code of the next.',
      settings: ['slots'],
    },
  ],
  misfit: headsMisfit,
  codes: ({ slots, codebook }) => ({ slots, size: codebook }),

  forward(w, events, c) {
    const { items, at } = events;
    const known = Array.from({ length: c.slots }, (_, s) => ({
      table: w.at('codes').parameter(`slot${s}`, [c.codebook + 1, c.width], normal(0.02)),
      codes: events.codes(s, c.codebook),
    }));
    const positions = w.parameter('positions', [c.length, c.width], normal(0.02));
    const placed = events.positions(c.positions);

    const rows = known.map(({ table, codes }) => lookup(table, codes)).reduce((sum, row) => add(sum, row)); // Σ_s E_s[code_s]
    let h = embedding(rows, positions, items, placed, 1 / c.slots, w.dropout('embedding', c.dropout));
    h = withEvents(w, h, events, c);
    for (let l = 0; l < c.blocks; l++)
      h = causalBlock(w.at(`block${l}`), h, events.reach(), c, l === c.blocks - 1 ? at : undefined);

    const guess = ({ table, codes }: (typeof known)[number], s: number): Slot => ({
      states: head(w.at('heads').at(`slot${s}`), h),
      table,
      codes: codes.ids,
    });
    const [one, ...others] = known;
    return { hidden: h, head: [guess(one, 0), ...others.map((slot, s) => guess(slot, s + 1))] };
  },
});

/** LN(h + SiLU(W·h + b)), a residual layer of its own for each slot. */
const head = (w: Scope, h: Tensor): Tensor =>
  norm(w.at('norm'), add(h, pointwise('silu', linear(h, affine(w, lastExtent(h.shape), lastExtent(h.shape))))));
