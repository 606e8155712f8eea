/** The quiet NaN that files and digests have where nobody knows a value, its lower word first; numpy's `nan` is the same. */
export const NO_VALUE: readonly [number, number] = [0, 0x7ff80000];

/** A copy whose every NaN is NO_VALUE: a platform may give NaN other bits, and would give the same data another digest. */
export function spelledOnce(values: Float64Array): Float64Array<ArrayBuffer> {
  const copy = Float64Array.from(values);
  const words = new Uint32Array(copy.buffer);
  for (let i = 0; i < copy.length; i++) if (Number.isNaN(values[i])) words.set(NO_VALUE, 2 * i);
  return copy;
}
