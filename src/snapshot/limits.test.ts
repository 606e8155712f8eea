/** Both sides of every limit: one below, at it, one above. */
import { describe, expect, it, vi } from 'vitest';
import { encodeItems } from './items.ts';
import * as limits from './limits.ts';
import { modelFileBytes, readModel, writeModel } from './model_file.ts';
import { checkFileBytes, decode, encode } from './safetensors.ts';
import { layouts, manifest, model, raw } from './samples.ts';
import { f32, u8 } from './tensor.ts';

vi.setConfig({ testTimeout: 120_000 });

const metadata = { format: 'nextup-test/1', manifest: '{}' };

/** The code of the refusal `attempt` ends in, or 'accepted'. */
async function outcome(attempt: () => unknown): Promise<string> {
  try {
    await attempt();
    return 'accepted';
  } catch (error) {
    return /SNAP_[A-Z_]+/.exec(String(error))?.[0] ?? String(error);
  }
}

interface Limit {
  readonly what: string;
  readonly at: number;
  /** Tries a file of size `n`. */
  readonly attempt: (n: number) => unknown;
  /** Outcome one below and at the limit, and one above. */
  readonly within: string;
  readonly beyond: string;
}

const limit = (what: string, at: number, attempt: Limit['attempt'], beyond: string, within = 'accepted'): Limit => {
  return { what, at, attempt, beyond, within };
};

/** A header of `n` bytes, its manifest as long as it must be. */
const headerOf = (bytes: number) => () => {
  const file = new Uint8Array(16 + bytes);
  new DataView(file.buffer).setBigUint64(0, BigInt(bytes), true);
  return decode(file);
};
/** The header of a tensor of `n` bytes in a file without its bytes. */
const tensorOf = (bytes: number) => () =>
  decode(
    raw(
      `{"__metadata__":{"format":"a","manifest":"{}"},"a":{"dtype":"U8","shape":[${bytes}],"data_offsets":[0,${bytes}]}}`,
    ),
  );
const withIds = (ids: readonly string[]) => encodeItems({ ids, titles: null });
const title = (length: number) => async () => {
  const file = { ...model, items: { ids: ['a', 'b', 'c'], titles: ['🙂'.repeat(length), '', ''] } };
  const { items } = await readModel(await writeModel(file), layouts);
  if (items.titles?.[0] !== '🙂'.repeat(length)) throw new Error('cut');
};

const cases: readonly Limit[] = [
  limit('bytes of a file', limits.MAX_FILE_BYTES, checkFileBytes, 'SNAP_FILE_SIZE'),
  limit(
    'bytes of the parameters of a model',
    limits.MAX_MODEL_BYTES / 4,
    (n) =>
      modelFileBytes(
        manifest,
        { places: [{ name: 'w', shape: [n] }], codes: null, kinds: false, values: false },
        encodeItems(model.items),
      ),
    'SNAP_MODEL_SIZE',
  ),
  limit(
    'units of 8 bytes of a header',
    limits.MAX_HEADER_BYTES / 8,
    (n) => headerOf(8 * n)(),
    'SNAP_HEADER_LENGTH',
    'SNAP_HEADER_TEXT',
  ),
  limit(
    'bytes of a manifest',
    limits.MAX_MANIFEST_BYTES,
    (n) => decode(encode([], { ...metadata, manifest: 'x'.repeat(n) })),
    'SNAP_MANIFEST_SIZE',
  ),
  limit(
    'tensors',
    limits.MAX_TENSORS,
    (n) =>
      decode(
        encode(
          Array.from({ length: n }, (_, i) => u8(`t${i}`, new Uint8Array(1))),
          metadata,
        ),
      ),
    'SNAP_TENSOR_COUNT',
  ),
  limit(
    'axes',
    limits.MAX_RANK,
    (n) => decode(encode([f32('a', Array<number>(n).fill(1), new Float32Array(1))], metadata)),
    'SNAP_SHAPE',
  ),
  limit(
    'characters of a name',
    64,
    (n) => decode(encode([u8('a'.repeat(n), new Uint8Array(1))], metadata)),
    'SNAP_TENSOR_NAME',
  ),
  limit('bytes of a tensor', limits.MAX_TENSOR_BYTES, (n) => tensorOf(n)(), 'SNAP_TENSOR_SIZE', 'SNAP_TRUNCATED'),
  limit('characters of an id', limits.MAX_ID_LENGTH, (n) => withIds(['🙂'.repeat(n)]), 'SNAP_ITEMS'),
  limit('characters of a title', limits.MAX_TITLE_LENGTH, (n) => title(n)(), 'Error: cut'),
  limit(
    'characters of a dataset name',
    limits.MAX_DATASET_NAME_LENGTH,
    (n) => writeModel({ ...model, manifest: { ...manifest, dataset: '🙂'.repeat(n) } }),
    'SNAP_MANIFEST',
  ),
  limit(
    'characters of a text',
    limits.MAX_TEXT_LENGTH,
    (n) => writeModel({ ...model, manifest: { ...manifest, train: { ...manifest.train, version: 'x'.repeat(n) } } }),
    'SNAP_MANIFEST',
  ),
];

describe('a limit', () => {
  it.each(cases)('of $at $what holds on both sides', async ({ at, attempt, within, beyond }) => {
    expect(await outcome(() => attempt(at - 1))).toBe(within);
    expect(await outcome(() => attempt(at))).toBe(within);
    expect(await outcome(() => attempt(at + 1))).toBe(beyond);
  });

  it('of the catalogue holds on both sides', async () => {
    const ids = Array.from({ length: limits.MAX_ITEMS + 1 }, (_, i) => i.toString(36));
    expect(await outcome(() => withIds(ids.slice(0, -1)))).toBe('accepted');
    expect(await outcome(() => withIds(ids))).toBe('SNAP_ITEMS');
  });

  it('of a parameter holds on both sides', async () => {
    const weight = (x: number) => () =>
      writeModel({ ...model, parameters: [{ name: 'bias', shape: [1], data: Float32Array.of(x) }] });
    expect(await outcome(weight(limits.MAX_PARAMETER - 0.0625))).toBe('accepted');
    expect(await outcome(weight(-limits.MAX_PARAMETER))).toBe('accepted');
    expect(await outcome(weight(limits.MAX_PARAMETER + 0.0625))).toBe('SNAP_NUMBERS');
  });
});
