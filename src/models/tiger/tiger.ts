/**
 * TIGER: an item is known by a few codes from coarse to fine, and the next one is spoken code by code.
 *
 *   h⁰_t = (1/S) Σ_s E_s[code_s(item_t)] + P[first + t]           E_s (K + 1, C), row 0 is padding
 *   hˡ   = causal transformer blocks, normalised before each sublayer
 *   u⁰_t = LN(hᴸ_t + SiLU(W₀·hᴸ_t + b₀))
 *   uˢ_t = LN(uˢ⁻¹_t + SiLU(W_s·uˢ⁻¹_t + V_s·E_{s−1}[c_{s−1}] + b_s))   c: the codes chosen so far of the next item
 *   ln P(item after t) = Σ_s ln softmax_c⟨uˢ_t, E_s[c]⟩ at code_s(item)
 *
 * Rajput et al. 2023, arXiv:2305.05065, sections 3.1 and 3.2: codes of residual quantization, a sequence model that generates those of
 * the next item. Here, as in Lee et al. 2022, arXiv:2203.01941, section 3.2.2, an item is one position that reads the sum of its codes, and
 * a small step of its own goes from code to code, where the paper has a T5 over single tokens; there is no token for the user.
 */
import type { Tensor } from '../../graph/tensor.ts';
import { affine } from '../../nn/layers.ts';
import { normal, ones, zeros, type Scope } from '../../nn/scope.ts';
import { add, layernorm, linear, pointwise, project } from '../../ops/index.ts';
import type { Settings } from '../../parts/settings.ts';
import { codebookByItems, codedSettings, codesShape, codeTableSettings, readCodes, type KnownSlot } from '../coded.ts';
import { eventStages, positionsStage, presetSays } from '../common.ts';
import { defineModel, type Link } from '../model.ts';
import { causalStages, headsMisfit } from '../transformer.ts';

const settings = {
  slots: {
    usual: 4,
    minimum: 2,
    maximum: 8,
    step: 1,
    help: 'Codes that each item is known by, from coarse to fine; the last counts items that share the others, unless unique is no',
    raised: 'Raised: items are told apart better; an item takes more steps to guess.',
  },
  ...codedSettings,
  codebook: codebookByItems,
} as const satisfies Settings;

export const tiger = defineModel({
  name: 'tiger',
  title: 'TIGER',
  says: 'a transformer that reads the codes of the last {length} items and guesses the codes of the next one, each after those before it',
  source:
    'Rajput et al. 2023, "Recommender Systems with Generative Retrieval"; from code to code as Lee et al. 2022, "Autoregressive Image Generation using Residual Quantization"',
  sees: 'past',
  settings,
  presets: [
    { name: 'standard', says: presetSays.standard, values: {} },
    {
      name: 'tiny',
      says: presetSays.tiny,
      values: { blocks: 1, heads: 1, width: 32, length: 20 },
      light: true,
    },
    { name: 'long', says: presetSays.long, values: { length: 100 } },
    {
      name: 'large',
      says: presetSays.large,
      values: { blocks: 4, heads: 4, width: 128, length: 100 },
    },
  ],
  stages: [
    {
      scope: 'codes',
      title: 'Code embeddings',
      says: 'A row of numbers for every code, learned: items that begin with the same codes share what is learned of them.',
      settings: codeTableSettings,
    },
    ...eventStages,
    positionsStage,
    ...causalStages,
    {
      scope: 'steps',
      title: 'Steps',
      says: 'The first guesses the coarsest code of the next item. Each further one reads the code that was chosen, and guesses the next.',
      settings: ['slots'],
    },
  ],
  misfit: headsMisfit,
  codes: codesShape,
  tokenizer: 'residual', // from coarse to fine
  coding: { unique: 'yes' }, // as in the paper, section 3.1
  forward(w, events, c) {
    const { known, hidden } = readCodes(w, events, c);
    const [coarsest, second, ...finer] = known;
    const steps = w.at('steps');
    const u = guess(steps.at('slot0'), c.width)(hidden, null);
    const link = (slot: KnownSlot, s: number): Link => {
      const follow = guess(steps.at(`slot${s}`), c.width);
      const read = steps.at(`slot${s}`).parameter('chosen.weight', [c.width, c.width], normal(0.02));
      const { table } = known[s - 1];
      return {
        ...slot,
        step: (before, chosen) => follow(before, chosen(project(table, read))), // V_s·E_{s−1}, of which the chosen row
        prefixes: events.prefixes(s, codesShape(c)),
      };
    };
    const next: [Link, ...Link[]] = [link(second, 1), ...finer.map((slot, s) => link(slot, s + 2))];
    return { hidden, head: { first: { ...coarsest, states: u }, next, ends: events.ends() } };
  },
});

/** (u, told) ↦ LN(u + SiLU(W·u + b + told)). */
function guess(w: Scope, width: number): (u: Tensor, told: Tensor | null) => Tensor {
  const map = affine(w, width, width);
  const [gamma, beta] = [w.parameter('norm.gamma', [width], ones), w.parameter('norm.beta', [width], zeros)];
  return (u, told) => {
    const z = linear(u, map);
    return layernorm(add(u, pointwise('silu', told === null ? z : add(z, told))), gamma, beta);
  };
}
