/** Every code of a file, manifest or storage with one that brings it about; those of links are in link.test.ts. */
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readForeign } from '../exchange/weights/foreign_tensors.ts';
import { recognise } from '../exchange/weights/state_dicts.ts';
import { modelFileIn } from '../exchange/model_archive.ts';
import { checkSameRun, encodeCheckpoint } from './checkpoint.ts';
import { canonicalTensor } from './json_tensor.ts';
import * as limits from './limits.ts';
import { encodeItems } from './items.ts';
import { modelFileBytes, readModel, writeModel } from './model_file.ts';
import { PatientStorage } from './patient_storage.ts';
import { causeOf, quote, refusal, type RefusalCode } from './refusal.ts';
import { join, type Outline } from './pieces.ts';
import { decode, encode, parts, plan } from './safetensors.ts';
import { altered, checkpoint, forge, layouts, model, raw, small } from './samples.ts';
import { memorySlot } from './slot.ts';
import { save } from './slots.ts';
import { f32, u8 } from './tensor.ts';

const SNAPSHOT = 'nextup-snapshot/2';
const metadata = { format: SNAPSHOT, manifest: '{}' };
const META = '"__metadata__":{"format":"nextup-snapshot/2","manifest":"{}"}';

/** A header with one tensor entry, and a body of 4 bytes. */
const entry = (text: string, name = 'a'): (() => unknown) => {
  return () => decode(raw(`{${META},"${name}":${text}}`, new Uint8Array(4)));
};
const tensor = (dtype: unknown, shape: unknown, offsets: unknown): string =>
  JSON.stringify({ dtype, shape, data_offsets: offsets });
const pair = (first: string, second: string): (() => unknown) => {
  return () =>
    decode(raw(`{${META},"a":${tensor('U8', [2], JSON.parse(first))},"b":${tensor('U8', [2], JSON.parse(second))}}`));
};

const open = async (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> => await readModel(bytes, layouts);
const sealed =
  (format: string, changes: Parameters<typeof altered>[0] = {}) =>
  async () =>
    open(await forge(format, altered(changes), decode(await writeModel(model)).tensors));
const broken = (change: (bytes: Uint8Array<ArrayBuffer>) => void) => async () => {
  const bytes = await writeModel(model);
  change(bytes);
  return await open(bytes);
};
/** Flips the lowest bit of the character after `text` in the header. */
const flipAfter = (text: string) =>
  broken((bytes) => {
    const at = new TextDecoder('latin1').decode(bytes).indexOf(text) + text.length;
    bytes[at] ^= 1;
  });
const bytesOf = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => Uint8Array.from(bytes);
const saved = checkpoint(1);
/** Outlines of tensors of 64 MiB, half of what one may have. */
const halves = (count: number): readonly Outline[] =>
  Array.from({ length: count }, (_, i) => ({ name: `t${i}`, dtype: 'F32', shape: [2 ** 24] }));

const cases: Readonly<Record<Exclude<RefusalCode, `LINK_${string}`>, readonly (() => unknown)[]>> = {
  SNAP_FILE_SIZE: [() => plan(halves(17), metadata)],
  SNAP_ARCHIVE: [() => modelFileIn(bytesOf(zipSync({ 'table.csv': new Uint8Array(3) })))],
  SNAP_WEIGHTS: [
    () => readForeign(new Uint8Array(7)),
    () => recognise(new Map(), 'sasrec'),
    () => recognise(new Map(), undefined),
  ],
  SNAP_PICKLE: [() => modelFileIn(bytesOf(Uint8Array.of(0x80, 2, 0x7d)))],
  SNAP_MODEL_SIZE: [
    () =>
      modelFileBytes(
        model.manifest,
        { places: halves(5), codes: null, kinds: false, values: false },
        encodeItems(model.items),
      ),
  ],
  SNAP_PIECES: [
    () => join([u8('a.part00', new Uint8Array(4))]),
    () => join([u8('a.part00', new Uint8Array(4)), u8('a.part01', new Uint8Array(4))]),
    () => join([u8('a', new Uint8Array(4)), u8('a.part00', new Uint8Array(4))]),
  ],
  SNAP_TRUNCATED: [
    () => decode(new Uint8Array(7)),
    () => decode(raw('{}').subarray(0, 15)),
    () => decode(raw(`{${META},"a":${tensor('U8', [4], [0, 4])}}`, new Uint8Array(3))),
  ],
  SNAP_TRAILING: [() => decode(raw(`{${META}}`, new Uint8Array(1)))],
  SNAP_HEADER_LENGTH: [
    () => decode(new Uint8Array(16)),
    () => decode(new TextEncoder().encode('<!doctype html><title>Sign in</title>')),
    () => decode(Uint8Array.of(9, 0, 0, 0, 0, 0, 0, 0, ...new Uint8Array(9))),
    () => decode(new Uint8Array(16).fill(255)),
  ],
  SNAP_HEADER_TEXT: [
    () => decode(raw('not JSON')),
    () => decode(raw('[1]')),
    () => decode(raw('null')),
    () => decode(raw(`\ufeff{${META}}`)),
    () => decode(raw(Uint8Array.of(0x7b, 0xff, 0x7d))),
    () => decode(raw('['.repeat(500_000))),
  ],
  SNAP_HEADER_CANONICAL: [
    () => decode(raw(` {${META}}`)),
    () => decode(raw(`{${META},${META}}`)),
    () => decode(raw(`{${META}}`.padEnd(80))),
    entry(tensor('U8', [4], [0, 4]), '\\u0061'),
    entry('{"dtype":"U8","shape":[4.0],"data_offsets":[0,4]}'),
    entry('{"dtype":"U8","shape":[4],"data_offsets":[-0,4]}'),
    entry('{"shape":[4],"dtype":"U8","data_offsets":[0,4]}'),
    () => decode(raw(`{${META},"b":${tensor('U8', [2], [0, 2])},"a":${tensor('U8', [2], [2, 4])}}`, new Uint8Array(4))),
    () => decode(raw(`{${META},"a":${tensor('U8', [2], [2, 4])},"b":${tensor('U8', [2], [0, 2])}}`, new Uint8Array(4))),
  ],
  SNAP_HEADER_HASH: [flipAfter('\\"seed\\":'), flipAfter('\\"headerSha256\\":\\"')],
  SNAP_METADATA: [
    () => decode(raw('{}')),
    () => decode(raw('{"__metadata__":{"format":"pt"}}')),
    () => decode(raw('{"__metadata__":{"format":"pt","manifest":1}}')),
    () => decode(raw('{"__metadata__":{"format":"pt","manifest":"\\ud800"}}')),
    () => decode(raw('{"__metadata__":{"format":"pt","manifest":"","more":""}}')),
  ],
  SNAP_FORMAT: [
    sealed('pt/1'),
    sealed('nextup-checkpoint/2'),
    () => open(encode([], { ...metadata, format: SNAPSHOT + '/1' })),
  ],
  SNAP_VERSION: [sealed('nextup-snapshot/3')],
  SNAP_TENSOR_COUNT: [
    () =>
      encode(
        Array.from({ length: 513 }, (_, i) => u8(`t${i}`, new Uint8Array(1))),
        metadata,
      ),
  ],
  SNAP_TENSOR_NAME: [
    entry(tensor('U8', [4], [0, 4]), ''),
    entry(tensor('U8', [4], [0, 4]), '_A'),
    entry(tensor('U8', [4], [0, 4]), '__proto__'),
    entry(tensor('U8', [4], [0, 4]), '../a'),
    () => encode([u8('__metadata__', new Uint8Array(1))], metadata),
    () => encode([u8('a', new Uint8Array(1)), f32('a', [1], new Float32Array(1))], metadata),
  ],
  SNAP_TENSOR_ENTRY: [entry('[]'), entry('{}'), entry('{"dtype":"U8","shape":[4],"data_offsets":[0,4],"x":1}')],
  SNAP_DTYPE: [...['BF16', 'F64', 'I64', 'BOOL', 'constructor', '', 1, null].map((d) => entry(tensor(d, [4], [0, 4])))],
  SNAP_SHAPE: [
    ...[0, -1, 0.5, '4', null, [4], 2 ** 53].map((extent) => entry(tensor('U8', [extent], [0, 4]))),
    entry('{"dtype":"U8","shape":[1e400],"data_offsets":[0,4]}'),
    entry(tensor('U8', 4, [0, 4])),
    entry(tensor('U8', [1, 1, 1, 1, 4], [0, 4])),
  ],
  SNAP_TENSOR_SIZE: [entry(tensor('F32', [2 ** 26, 2 ** 26, 2 ** 26, 2], [0, 4]))],
  SNAP_OFFSETS: [
    ...[null, [], [0], [0, 4, 4], [-4, 0], [4, 0], [0, 0], [0, 0.5], ['0', '4'], [0, 2 ** 60]].map((offsets) =>
      entry(tensor('U8', [4], offsets)),
    ),
  ],
  SNAP_OVERLAP: [pair('[0,2]', '[1,3]'), pair('[0,2]', '[0,2]')],
  SNAP_HOLE: [pair('[0,2]', '[3,5]'), entry(tensor('U8', [4], [1, 5]))],
  SNAP_EXTENT: [entry(tensor('U8', [3], [0, 4])), () => encode([f32('a', [3], new Float32Array(2))], metadata)],
  SNAP_MANIFEST: [
    () => open(encode([], { format: SNAPSHOT, manifest: '{' })),
    () => open(encode([], metadata)),
    sealed(SNAPSHOT, { arch: '../sasrec' }),
    sealed(SNAPSHOT, { config: { items: 0, width: 2 } }),
    sealed(SNAPSHOT, { config: { items: 3, width: [2] } }),
    sealed(SNAPSHOT, { dataset: 'x'.repeat(121) }),
    sealed(SNAPSHOT, { more: 1 }),
    () => open(encode([], { format: SNAPSHOT, manifest: '['.repeat(limits.MAX_MANIFEST_BYTES) })),
    () => encodeCheckpoint({ counter: 1, checkpoint: { ...saved, recipe: { a: NaN } } }),
    () => encodeCheckpoint({ counter: 1, checkpoint: { ...saved, adapter: '\ud800' } }),
    () => encodeCheckpoint({ counter: 0, checkpoint: saved }),
  ],
  SNAP_MANIFEST_SIZE: [
    () => encode([], { format: 'a', manifest: 'é'.repeat(limits.MAX_MANIFEST_BYTES / 2 + 1) }),
    () => encodeCheckpoint({ counter: 1, checkpoint: { ...saved, recipe: { model: 'x'.repeat(70_000) } } }),
    () => canonicalTensor('progress', { curve: 'x'.repeat(limits.MAX_JSON_BYTES) }),
  ],
  SNAP_MANIFEST_CANONICAL: [
    async () => {
      const { metadata, tensors } = decode(await writeModel(model));
      return await open(encode(tensors, { ...metadata, manifest: `${metadata.manifest} ` }));
    },
    // valibot drops such a key without a word; the second spelling does not.
    async () => {
      const { metadata, tensors } = decode(await writeModel(model));
      const manifest = metadata.manifest.replace('"config":{', '"config":{"constructor":1,');
      return await open(encode(tensors, { ...metadata, manifest }));
    },
  ],
  SNAP_ARCHITECTURE: [sealed(SNAPSHOT, { arch: 'constructor' }), sealed(SNAPSHOT, { arch: 'gru4rec' })],
  SNAP_CONFIG: [sealed(SNAPSHOT, { config: { items: 3, width: 1e9 } })],
  SNAP_TENSOR_LIST: [
    sealed(SNAPSHOT, { weights: 'int8' }),
    sealed(SNAPSHOT, { config: { items: 3, width: 4 } }),
    sealed(SNAPSHOT, { config: { items: 4, width: 2 } }),
    async () => open(await writeModel({ ...model, parameters: model.parameters.slice(1) })),
    async () =>
      open(
        await writeModel({
          ...model,
          parameters: [...model.parameters, { name: 'more', shape: [1], data: Float32Array.of(1) }],
        }),
      ),
    async () => {
      const { tensors } = decode(await writeModel(model));
      const half = tensors.map((t) =>
        t.name === 'bias' ? { ...t, dtype: 'F16' as const, data: new Uint16Array(2) } : t,
      );
      return await open(await forge(SNAPSHOT, altered({}), half));
    },
  ],
  SNAP_QUANTIZED: [
    ...[
      ['item.weight', Int8Array.of(-128, 127, 1, 1, 1, 1)],
      ['item.weight', Int8Array.of(64, 1, 64, 1, 64, 1)],
      ['item.weight.scale', Uint16Array.of(0, 0x3000, 0x3000)],
      ['item.weight.scale', Uint16Array.of(0xb000, 0x3000, 0x3000)],
    ].map(([name, data]) => async () => {
      const { tensors } = decode(await writeModel(small));
      const changed = tensors.map((t) => (t.name === name ? ({ ...t, data } as typeof t) : t));
      return await open(await forge(SNAPSHOT, altered({ weights: 'int8' }), changed));
    }),
  ],
  SNAP_DATA_HASH: [
    broken((bytes) => {
      parts(bytes).body[0] ^= 1;
    }),
  ],
  SNAP_NUMBERS: [
    ...[NaN, Infinity, -Infinity, 1e38, -1.0001e6].map(
      (x) => () => writeModel({ ...model, parameters: [{ name: 'bias', shape: [2], data: Float32Array.of(0, x) }] }),
    ),
    async () => {
      const tensors = decode(await writeModel(model)).tensors.map((t) =>
        t.name === 'bias' ? f32('bias', [2], Float32Array.of(NaN, 0)) : t,
      );
      return await open(await forge(SNAPSHOT, altered({}), tensors));
    },
    () => encodeCheckpoint({ counter: 1, checkpoint: { ...saved, tensors: [f32('a', [1], Float32Array.of(NaN))] } }),
    () => writeModel({ ...small, parameters: [{ name: 'bias', shape: [2], data: Float32Array.of(0, 65_520) }] }),
  ],
  SNAP_ITEMS: [
    ...[
      ['a', 'b'],
      ['a', 'b', 'a'],
      ['a', 'b', ''],
      ['a', 'b', '\ud800'],
      ['a', 'b', 'x'.repeat(65_537)],
    ].map((ids) => () => writeModel({ ...model, items: { ids, titles: null } })),
    () => writeModel({ ...model, items: { ids: ['a', 'b', 'c'], titles: ['x'] } }),
  ],
  SNAP_OTHER_RUN: [
    () => checkSameRun(saved, { ...saved.recipe, seed: 2 }, saved.dataset),
    () => checkSameRun(saved, saved.recipe, 'ef'.repeat(32)),
  ],
  SNAP_SLOTS_DAMAGED: [
    async () => {
      const slots = [memorySlot(), memorySlot()] as const;
      for (const slot of slots) await slot.write(Uint8Array.of(1, 2, 3));
      return await save(slots, saved);
    },
  ],
  SNAP_SAVE: [
    () => save([{ ...memorySlot(), write: () => Promise.reject(new Error('disk full')) }, memorySlot()], saved),
  ],
  SNAP_STORAGE: [() => new PatientStorage(1).call(() => new Promise(() => undefined))],
};

const all = Object.entries(cases).flatMap(([code, attempts]) =>
  attempts.map((attempt, i) => ({ code, number: i + 1, attempt })),
);

describe('a refusal', () => {
  it.each(all)('$code, case $number, names code, place, cause and what to do', async ({ code, attempt }) => {
    const outcome = await Promise.resolve()
      .then(attempt)
      .catch((error: unknown) => error);
    expect(outcome).toMatchObject({ name: 'SnapshotError' });
    expect(String(outcome)).toMatch(new RegExp(`^SnapshotError: ${code}: [^:]+: .+; .+$`));
    expect(String(outcome).length).toBeLessThan(400);
  });

  it('quotes long and deep values from files in a few characters', () => {
    expect(quote('x'.repeat(1000)).length).toBeLessThan(50);
    expect(quote({ a: 1 })).toBe('an object');
    expect(quote([1, 2])).toBe('a list of 2');
    expect(quote(-1)).toBe('-1');
  });
});

it('leaves only what is wrong of a refusal, and any other message as it is', () => {
  const full = 'browser storage could write none of 8 bytes; it may be full';
  expect(causeOf(refusal('SNAP_SAVE', 'storage', full).message)).toBe(full);
  for (const other of [full, 'SNAP_NEVER: storage: gone; wait', 'storage: gone; wait'])
    expect(causeOf(other)).toBe(other);
});
