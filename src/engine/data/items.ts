import { SettingsError } from '../../core/errors.ts';
import type { Pacer } from '../../core/pace.ts';
import { quote } from '../../core/quote.ts';
import type { Catalogue } from '../../data/dataset.ts';
import type { Item } from './messages.ts';

/** A catalogue and how often each item occurs; zeros where only a snapshot is known. */
export interface KnownItems extends Catalogue {
  readonly counts: Uint32Array;
}

const MASK: Item = { id: '[mask]', title: '[mask]', category: null, count: 0 };

/** The item of that index; one beyond the catalogue is the mask that stands for a hidden item. */
export function describeItem(items: KnownItems, index: number): Item {
  if (index === items.ids.length) return MASK;
  const id = items.ids[index];
  const title = items.titles?.[index] ?? '';
  return {
    id,
    title: title === '' ? id : title,
    category: items.categories?.[index] ?? null,
    count: items.counts[index],
  };
}

export const describeItems = (items: KnownItems, indices: Iterable<number>): Item[] =>
  Array.from(indices, (index) => describeItem(items, index));

/**
 * Items whose title or id contains `text`, whatever the case: equal ones first, then those that begin with it; then the
 * most popular first, then catalogue order. An empty text finds the most popular.
 */
export function searchItems(items: KnownItems, text: string, count: number): Item[] {
  const wanted = text.trim().toLowerCase();
  const closeness = new Map<number, number>();
  for (let i = 0; i < items.ids.length; i++) {
    const close = Math.max(closenessOf(items.titles?.[i] ?? '', wanted), closenessOf(items.ids[i], wanted));
    if (close > 0) closeness.set(i, close);
  }
  const order = (i: number): number => closeness.get(i) ?? 0;
  const found = [...closeness.keys()].sort((a, b) => order(b) - order(a) || items.counts[b] - items.counts[a] || a - b);
  return describeItems(items, found.slice(0, count));
}

/** 3 where `text` is `wanted`, 2 where it begins with it, 1 where it contains it, else 0. */
export function closenessOf(text: string, wanted: string): number {
  const at = text.toLowerCase().indexOf(wanted);
  if (at !== 0 || wanted === '') return at < 0 ? 0 : 1;
  return text.length === wanted.length ? 3 : 2;
}

/** The ids that the catalogue lacks. */
export async function unknownOf(items: Catalogue, ids: readonly string[], pacer: Pacer): Promise<string[]> {
  const places = await placesOf(items, pacer);
  return ids.filter((id) => !places.has(id));
}

/** Indices of a history given by ids. @throws SettingsError naming the ids the catalogue lacks */
export async function indicesOf(items: Catalogue, history: readonly string[], pacer: Pacer): Promise<Uint32Array> {
  const places = await placesOf(items, pacer);
  const unknown = history.filter((id) => !places.has(id));
  if (unknown.length > 0) {
    const named = (ids: readonly string[]): string => ids.map(quote).join(', ');
    const [wrong, right] = [unknown.slice(0, 5), items.ids.slice(0, 3)];
    throw new SettingsError(
      `history: ${named(wrong)} ${unknown.length === 1 ? 'is' : 'are'} not in the catalogue of ${items.ids.length} items; use its item ids, such as ${named(right)}`,
    );
  }
  if (history.length === 0) throw new SettingsError('history: it is empty, expected at least one item; add one');
  return Uint32Array.from(history, (id) => places.get(id) ?? 0);
}

const known = new WeakMap<Catalogue, ReadonlyMap<string, number>>();

/** Where each id stands in a catalogue; of a large one it takes a second, once. */
export async function placesOf(items: Catalogue, pacer: Pacer): Promise<ReadonlyMap<string, number>> {
  const places = known.get(items) ?? (await pacer.through(indexed(items.ids)));
  known.set(items, places);
  return places;
}

function* indexed(ids: readonly string[]): Generator<void, ReadonlyMap<string, number>> {
  const places = new Map<string, number>();
  for (const [place, id] of ids.entries()) {
    places.set(id, place);
    if (place % ENTRIES === 0) yield;
  }
  return places;
}

/** Entries of a map between two looks at the clock. */
const ENTRIES = 1024;
