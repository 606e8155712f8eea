/** Where each id occurs, in compressed rows: the places of id v are places[offsets[v]] … places[offsets[v + 1] − 1]. */
export interface InvertedIds {
  /** vocabulary + 1 entries, never falling. */
  readonly offsets: Uint32Array<ArrayBuffer>;
  /** As many entries as ids; those past offsets[vocabulary] are 0 and mean nothing. */
  readonly places: Uint32Array<ArrayBuffer>;
}

/**
 * The inverted index of `ids`, by a stable counting sort: places of one id rise. Id 0 is padding and left out.
 * Throws RangeError at an id that is not below `vocabulary`: on the GPU it would be read as another item's row.
 */
export function invertIds(ids: Uint32Array, vocabulary: number): InvertedIds {
  const offsets = new Uint32Array(vocabulary + 1);
  for (const [place, id] of ids.entries()) {
    if (id >= vocabulary) throw new RangeError(`inverted index: ids[${place}] is ${id}, expected below ${vocabulary}`);
    if (id !== 0) offsets[id + 1]++;
  }
  for (let v = 0; v < vocabulary; v++) offsets[v + 1] += offsets[v];
  const places = new Uint32Array(ids.length);
  const next = offsets.slice();
  for (const [place, id] of ids.entries()) {
    if (id !== 0) places[next[id]++] = place;
  }
  return { offsets, places };
}
