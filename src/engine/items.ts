import { SettingsError } from '../core/errors.ts';
import type { Catalogue } from '../data/dataset.ts';
import type { Item } from './api.ts';

/** A catalogue and how often each item occurs; zeros where only a snapshot is known. */
export interface KnownItems extends Catalogue {
  readonly counts: Uint32Array;
}

export function describeItem(items: KnownItems, index: number): Item {
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
export function unknownOf(items: KnownItems, ids: readonly string[]): string[] {
  const index = indexOf(items);
  return ids.filter((id) => !index.has(id));
}

/** Indices of a history given by ids. @throws SettingsError naming the ids the catalogue lacks */
export function indicesOf(items: KnownItems, history: readonly string[]): Uint32Array {
  const index = indexOf(items);
  const unknown = unknownOf(items, history);
  if (unknown.length > 0) {
    throw new SettingsError(
      `history: ${unknown.slice(0, 5).join(', ')} ${unknown.length === 1 ? 'is' : 'are'} not in the catalogue of ${items.ids.length} items; use its item ids`,
    );
  }
  if (history.length === 0) throw new SettingsError('history: it is empty, expected at least one item; add one');
  return Uint32Array.from(history, (id) => index.get(id) ?? 0);
}

const indices = new WeakMap<KnownItems, ReadonlyMap<string, number>>();

function indexOf(items: KnownItems): ReadonlyMap<string, number> {
  const known = indices.get(items) ?? new Map(items.ids.map((id, i) => [id, i]));
  indices.set(items, known);
  return known;
}
