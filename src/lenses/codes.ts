import type { Probe } from '../recommend/probe.ts';

/** The codes that a model knows items by. */
export type Codes = NonNullable<Probe['codes']>;

/** Of each slot, how many items have each code; a slot before each yield. */
export function* countsBySlot({ slots, size, values }: Codes): Generator<void, readonly Uint32Array[]> {
  const counts = Array.from({ length: slots }, () => new Uint32Array(size));
  for (let slot = 0; slot < slots; slot++) {
    yield;
    for (let at = slot; at < values.length; at += slots) counts[slot][values[at]]++;
  }
  return counts;
}
