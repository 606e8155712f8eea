import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import type { Filled } from './filled.ts';
import { fillPrefixes } from './prefixes.ts';

/** Where what a model asks of the catalogue lies on a device: the same model asks for the same, to train and to rank. */
export const CONSTANTS = 'constants';

/** How many codes each item has, and how many there are to choose from in each slot. */
export interface CodesShape {
  readonly slots: number;
  readonly size: number;
}

/** The codes of a catalogue, one in each slot of every item. */
export interface Codes extends CodesShape {
  /** (items, slots), row-major, each below `size`. */
  readonly values: Uint16Array<ArrayBuffer>;
}

/** Names of the constants of a slot: the code of each token, and the inverted index of these. */
export const codeLeaves = (slot: number) =>
  ({ ids: `codes ${slot}`, offsets: `code offsets ${slot}`, places: `code places ${slot}` }) as const;

/** Writes what a graph asked for of the codes: row 0 of a slot's table is padding and what is no item, code c is row c + 1. @throws Error where there are none */
export function fillCodes(into: Filled, codes: Codes | null): void {
  if (codes === null) throw new Error('codes: the model knows items by codes, and was given none');
  const { slots, size, values } = codes;
  for (let slot = 0; slot < slots; slot++) {
    const names = codeLeaves(slot);
    if (!into.has(names.ids)) continue;
    const ids = into.integers(names.ids);
    for (let item = 0; item * slots < values.length; item++) ids[item + 1] = values[item * slots + slot] + 1;
    const { offsets, places } = invertIds(ids, size + 1);
    into.integers(names.offsets).set(offsets);
    into.integers(names.places).set(places);
  }
  fillPrefixes(into, codes);
}
