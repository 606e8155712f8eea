/**
 * RecGPT: an item is several tokens, which see one another and all items before; all tokens of the next one are guessed at once.
 *
 *   items (B, T)   →   tokens (B, T · S, C)   →   of each slot states (B, T, C) and a table (K + 1, C)
 *
 * Jiang, Ren, Xia, Luo, Lin & Huang 2025, arXiv:2506.06270, and their code: a token is LN(embedding of its code), attention is causal
 * across items and open inside one, and the token of slot s of item t guesses code s of item t + 1. Left out are the vector of the
 * item's text beside each embedding, one quantizer for all slots (here each has codes of its own, made as for any model), and the
 * search of a tree of codes: given the history slots do not depend on one another, so the whole catalogue is scored by their sum.
 */
import { lastExtent, size } from '../../core/shape.ts';
import { tokenRows } from '../../events/codes.ts';
import { view, type Tensor } from '../../graph/tensor.ts';
import { attend, mlp, norm, written } from '../../nn/layers.ts';
import { normal, type Scope } from '../../nn/scope.ts';
import { columns, embedding, lookup, rowsAt } from '../../ops/index.ts';
import type { Settings } from '../../parts/settings.ts';
import { codebookByItems, codedSettings, codesShape, codeTableSettings } from '../coded.ts';
import { eventStages, normSays, positionsStage, presetSays, withEvents } from '../common.ts';
import { defineModel, type Slot } from '../model.ts';
import { causalStages, headsMisfit } from '../transformer.ts';

const settings = {
  slots: {
    usual: 4,
    minimum: 2,
    maximum: 8,
    step: 1,
    help: 'Codes that each item is known by, each a token that is read',
    raised: 'Raised: items are told apart better; the time of attention grows with its square.',
  },
  ...codedSettings,
  codebook: codebookByItems,
} as const satisfies Settings;

export const recgpt = defineModel({
  name: 'recgpt',
  title: 'RecGPT',
  says: 'a transformer that reads each of the last {length} items as several tokens and guesses all tokens of the next one at once',
  source:
    'Jiang et al. 2025, "RecGPT: A Foundation Model for Sequential Recommendation"; without the vectors of texts beside the tokens, and the whole catalogue is scored',
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
      values: { blocks: 3, heads: 4, width: 128, length: 100 },
    },
  ],
  stages: [
    {
      scope: 'codes',
      title: 'Code embeddings',
      says: 'A row of numbers for every code of every slot, learned: the tokens that an item is read as.',
      settings: codeTableSettings,
    },
    { scope: 'first', title: 'Norm', says: normSays, settings: [] },
    ...eventStages,
    positionsStage,
    ...causalStages,
    { scope: 'final', title: 'Final norm', says: 'The states of all tokens, brought to one scale.', settings: [] },
    {
      scope: 'heads',
      title: 'Heads',
      says: 'A row of numbers for every code of every slot, learned: what the state of a token is compared with to guess the code of the next item in its slot.',
      settings: ['slots', 'codebook'],
    },
  ],
  misfit: headsMisfit,
  codes: codesShape,

  forward(w, events, c) {
    const { shape, items, at } = events;
    const known = codesShape(c);
    const wide = c.slots * c.width; // all tokens of an item side by side
    const table = w.parameter('codes', [tokenRows(known), c.width], normal(0.02));
    const positions = w.parameter('positions', [c.length, wide], normal(0.02));
    const placed = events.positions(c.positions);

    const tokens = norm(w.at('first'), lookup(table, events.tokens(known))); // (V, S, C)
    const drop = w.dropout('embedding', c.dropout);
    let h = embedding(view(tokens, [shape.vocabulary, wide]), positions, items, placed, 1, drop);
    h = withEvents(w, h, events, { ...c, width: wide });
    h = view(h, [shape.batch, shape.time * c.slots, c.width]);
    for (let l = 0; l < c.blocks; l++)
      h = itemBlock(w.at(`block${l}`), h, events.reach(), c, l === c.blocks - 1 ? at : undefined);

    const states = ofItems(norm(w.at('final'), h), at === undefined ? [shape.batch, shape.time] : at.shape, wide);
    const guess = (s: number): Slot => ({
      states: columns(states, s * c.width, c.width),
      table: w.at('heads').parameter(`slot${s}`, [c.codebook + 1, c.width], normal(0.02)),
      codes: events.codes(s, c.codebook).ids,
    });
    const [one, ...others] = Array.from({ length: c.slots }, (_, s) => guess(s));
    return { hidden: one.states, head: [one, ...others] };
  },
});

/** Tokens (…, C) as items (…, S · C). */
const ofItems = (x: Tensor, items: readonly number[], wide: number): Tensor => view(x, [...items, wide]);

/**
 * h + SA(LN(h)), then h + FFN(LN(h)) of every token, each of which sees all tokens of its item and of those before it.
 *
 * @param h      (B, T · S, C)
 * @param reach  how far histories reach, in items: see ops/attention
 * @param at     u32 (N): the only items that are wanted
 * @returns      (B, T · S, C), or (N · S, C) where items are named
 */
function itemBlock(
  w: Scope,
  h: Tensor,
  reach: Tensor,
  { slots, heads, dropout }: { readonly slots: number; readonly heads: number; readonly dropout: number },
  at?: Tensor,
): Tensor {
  const width = lastExtent(h.shape);
  const here = (x: Tensor): Tensor => (at === undefined ? x : tokensAt(x, at, slots));
  const seen = { heads, dropout, mask: { tokens: slots } };
  const y = attend(w.at('attention'), norm(w.at('norm1'), h), reach, seen);
  h = written(w.at('attention'), here(y), here(h), width, dropout, undefined);
  return mlp(w.at('mlp'), norm(w.at('norm2'), h), h, 4, 'gelu', dropout);
}

/** The tokens (N · S, C) of named items, of all (B, T · S, C). Without a gradient. */
function tokensAt(x: Tensor, at: Tensor, slots: number): Tensor {
  const width = lastExtent(x.shape);
  const items = rowsAt(ofItems(x, [size(x.shape) / (slots * width)], slots * width), at);
  return view(items, [size(at.shape) * slots, width]);
}
