/**
 * Dual: an item is known by a row of its own and by the codes it shares with others; two heads score it, and a gate says how much each counts.
 *
 *   h⁰_t   = E[item_t] + K[item_t] + P[first + t],   K[v] = Σ_s E_s[code_s(v)]        E (V, C), E_s (K + 1, C)
 *   hˡ     = causal transformer blocks, normalised before each sublayer
 *   u, q   = LN(hᴸ_t + SiLU(W·hᴸ_t + b)), a residual layer of its own for each
 *   g_t    = σ(w·LN(hᴸ_t) + c)
 *   score of v after t = g_t ⟨u, E[v]⟩ + (1 − g_t) ⟨q, K[v]⟩
 *
 * Two branches, one by hashed ids and one by semantic ids, so that what items share helps the rare ones and rows of their own tell the others apart: H²Rec, Liu
 * et al. 2025, arXiv:2512.10388, as its abstract has it. Here both read one transformer over the sum of their embeddings, and what joins them is a gate of
 * each state, as of two experts (Jacobs et al. 1991, Neural Computation 3), where H²Rec aligns two branches by losses of their own. What is
 * minimised is the cross-entropy of the mixed score over the catalogue.
 */
import { affine, norm } from '../../nn/layers.ts';
import { normal } from '../../nn/scope.ts';
import { add, beside, linear, mix } from '../../ops/index.ts';
import type { Settings } from '../../parts/settings.ts';
import {
  codebookByItems,
  codedSettings,
  codeHead,
  codeRows,
  codesShape,
  codeTableSettings,
  readRows,
  slotsKnown,
} from '../coded.ts';
import { eventStages, itemEmbeddings, positionsStage } from '../common.ts';
import { defineModel, scoredBy } from '../model.ts';
import { causalStages, headsMisfit, transformerPresets } from '../transformer.ts';

const settings = {
  slots: {
    usual: 4,
    minimum: 2,
    maximum: 32,
    step: 1,
    help: 'Codes that each item is known by, beside a row of its own',
    raised: 'Raised: items that share codes are told apart better by these; time and memory of a step grow a little.',
  },
  ...codedSettings,
  codebook: codebookByItems,
} as const satisfies Settings;

export const dual = defineModel({
  name: 'dual',
  title: 'Dual',
  says: 'a transformer that reads the last {length} items by rows of their own and by codes they share, and weighs both for each guess',
  source:
    'Two branches as in Liu et al. 2025, "The Best of the Two Worlds: Harmonizing Semantic and Hash IDs for Sequential Recommendation"; mixed by a gate',
  sees: 'past',
  settings,
  presets: transformerPresets,
  stages: [
    itemEmbeddings,
    {
      scope: 'codes',
      title: 'Code embeddings',
      says: 'A row of numbers for every code, learned and added to the rows of the items: items that share codes share what is learned of them.',
      settings: codeTableSettings,
    },
    ...eventStages,
    positionsStage,
    ...causalStages,
    {
      scope: 'heads',
      title: 'Heads',
      says: 'Of the state after the last item one guesses among the rows of the items, the other among the sums of their codes.',
      settings: ['slots'],
    },
    {
      scope: 'gate',
      title: 'Gate',
      says: 'How much the guess by rows counts at this state, from 0 to 1; the guess by codes counts for the rest.',
      settings: [],
    },
  ],
  misfit: headsMisfit,
  codes: codesShape,
  guesses: 'items',
  tokenizer: 'residual',

  forward(w, events, c) {
    const table = w.parameter('items', [events.shape.vocabulary, c.width], normal(0.02));
    const rows = codeRows(slotsKnown(w, events, c));
    const h = readRows(w, add(table, rows), 1, events, c);
    const [u, q] = ['items', 'codes'].map((head) => codeHead(w.at('heads').at(head), h));
    const gate = w.at('gate');
    const z = linear(norm(gate.at('norm'), h), affine(gate, c.width, 1));
    // ⟨[g u, (1 − g) q], [E, K]⟩ = g ⟨u, E⟩ + (1 − g) ⟨q, K⟩
    return { ...scoredBy(mix(u, q, z), beside(table, rows)), hidden: h };
  },
});
