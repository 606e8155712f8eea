import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { codeLeaves, tokenLeaves, tokenRows, type Codes } from './codes.ts';
import type { Filled } from './filled.ts';
import { fillPrefixes } from './prefixes.ts';

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
  fillTokens(into, codes);
  fillPrefixes(into, codes);
}

function fillTokens(into: Filled, codes: Codes): void {
  if (!into.has(tokenLeaves.ids)) return;
  const { slots, size, values } = codes;
  const ids = into.integers(tokenLeaves.ids);
  values.forEach((code, i) => (ids[slots + i] = (i % slots) * size + code + 1)); // behind those of padding
  const { offsets, places } = invertIds(ids, tokenRows(codes));
  into.integers(tokenLeaves.offsets).set(offsets);
  into.integers(tokenLeaves.places).set(places);
}
