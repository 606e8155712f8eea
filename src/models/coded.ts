/** What models that know items by codes have in common, and those that read an item as one position. */
import type { CodesShape } from '../events/codes.ts';
import type { Events } from '../events/events.ts';
import type { Tensor } from '../graph/tensor.ts';
import { lastExtent } from '../core/shape.ts';
import { affine, norm } from '../nn/layers.ts';
import { normal, type Scope } from '../nn/scope.ts';
import { add, embedding, linear, lookup, pointwise, type Indexed } from '../ops/index.ts';
import type { NumberSetting, Settings, Values } from '../parts/settings.ts';
import { commonSettings, eventSettings, positionsSetting, withEvents } from './common.ts';
import { causalBlock, transformerSettings } from './transformer.ts';

export const codebookSetting = {
  usual: 64,
  minimum: 4,
  maximum: 256,
  step: 4,
  help: 'Codes to choose from in each slot',
  raised: 'Raised: fewer items share a code, and each is learned from less.',
} as const satisfies NumberSetting;

/** The same, where items are known by few codes: as many as a catalogue of that size needs to be told apart, and no more. */
export const codebookByItems = {
  ...codebookSetting,
  help: 'Codes to choose from in each slot; unless said, as many as suit the size of the catalogue',
  byItems: [
    [0, 4],
    [40, 8],
    [100, 16],
    [500, 64],
    [3000, 128],
    [8000, 256],
  ],
} as const satisfies NumberSetting;

/** What may be set of a transformer over items known by codes, but for how many these are. */
export const codedSettings = {
  codebook: codebookSetting,
  ...transformerSettings,
  ...commonSettings,
  positions: positionsSetting,
  ...eventSettings,
} as const satisfies Settings;

/** Settings that change the table of codes. */
export const codeTableSettings: readonly string[] = ['slots', 'codebook', 'width', ...Object.keys(eventSettings)];

export const codesShape = ({ slots, codebook }: { readonly slots: number; readonly codebook: number }): CodesShape => ({
  slots,
  size: codebook,
});

/** The codes of a slot, and a learned row for each. */
export interface KnownSlot {
  /** E_s (K + 1, C); row 0 is padding. */
  readonly table: Tensor;
  readonly codes: Indexed;
}

/** The table of each slot, with the codes of the catalogue. */
export const slotsKnown = (
  w: Scope,
  events: Events,
  { slots, codebook, width }: Readonly<Record<'slots' | 'codebook' | 'width', number>>,
): readonly KnownSlot[] =>
  Array.from({ length: slots }, (_, s) => ({
    table: w.at('codes').parameter(`slot${s}`, [codebook + 1, width], normal(0.02)),
    codes: events.codes(s, codebook),
  }));

/** Σ_s E_s[code_s] of each item of the catalogue: (V, C). */
export const codeRows = (known: readonly KnownSlot[]): Tensor =>
  known.map(({ table, codes }) => lookup(table, codes)).reduce((sum, row) => add(sum, row));

/**
 * Histories of items that are each one position, as the states of a causal transformer: its blocks over
 * h⁰_t = scale · rows[item_t] + P[first + t].
 *
 * @param rows  (V, C)
 * @returns     (B, T, C), or (N, C) where positions are named
 */
export function readRows(
  w: Scope,
  rows: Tensor,
  scale: number,
  events: Events,
  c: Omit<Values<typeof codedSettings>, 'codebook'>,
): Tensor {
  const positions = w.parameter('positions', [c.length, c.width], normal(0.02));
  const placed = events.positions(c.positions);
  let h = embedding(rows, positions, events.items, placed, scale, w.dropout('embedding', c.dropout));
  h = withEvents(w, h, events, c);
  for (let l = 0; l < c.blocks; l++) {
    const at = l === c.blocks - 1 ? events.at : undefined;
    h = causalBlock(w.at(`block${l}`), h, events.reach(), c, at);
  }
  return h;
}

/**
 * The same where items are known by codes alone: h⁰_t = (1/S) Σ_s E_s[code_s(item_t)] + P[first + t].
 *
 * @returns  (B, T, C), or (N, C) where positions are named
 */
export function readCodes(
  w: Scope,
  events: Events,
  c: Values<typeof codedSettings> & { readonly slots: number },
): { readonly known: readonly KnownSlot[]; readonly hidden: Tensor } {
  const known = slotsKnown(w, events, c);
  return { known, hidden: readRows(w, codeRows(known), 1 / c.slots, events, c) };
}

/** LN(h + SiLU(W·h + b)), a residual layer of its own for each head. */
export const codeHead = (w: Scope, h: Tensor): Tensor =>
  norm(w.at('norm'), add(h, pointwise('silu', linear(h, affine(w, lastExtent(h.shape), lastExtent(h.shape))))));
