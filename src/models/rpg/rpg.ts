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
import type { Settings } from '../../parts/settings.ts';
import { codedSettings, codeHead, codesShape, codeTableSettings, readCodes, type KnownSlot } from '../coded.ts';
import { eventStages, positionsStage, presetSays } from '../common.ts';
import { defineModel, type Slot } from '../model.ts';
import { causalStages, headsMisfit } from '../transformer.ts';

const settings = {
  slots: {
    usual: 16,
    minimum: 2,
    maximum: 32,
    step: 1,
    help: 'Codes that each item is known by',
    raised: 'Raised: items are told apart better; time and memory of a step grow with it.',
  },
  ...codedSettings,
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
      settings: codeTableSettings,
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
  codes: codesShape,

  forward(w, events, c) {
    const { known, hidden } = readCodes(w, events, c);
    const guess = ({ table, codes }: KnownSlot, s: number): Slot => ({
      states: codeHead(w.at('heads').at(`slot${s}`), hidden),
      table,
      codes: codes.ids,
    });
    const [one, ...others] = known;
    return { hidden, head: [guess(one, 0), ...others.map((slot, s) => guess(slot, s + 1))] };
  },
});
