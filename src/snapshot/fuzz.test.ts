/** Files nobody wrote: cut, flipped, spliced and forged. A reader may refuse them; it may do nothing else. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { SnapshotError } from '../core/errors.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { isJsonObject, type Json, type JsonObject } from './json.ts';
import { readModel, writeModel } from './model_file.ts';
import { decode, encode } from './safetensors.ts';
import { checkpoint, forge, layouts, manifest, model, raw, small } from './samples.ts';
import { elementBytes, isDtype, type Tensor, view } from './tensor.ts';

vi.setConfig({ testTimeout: 120_000 });

const readers = {
  snapshot: async () => ({
    file: await writeModel(model),
    read: (b: Uint8Array<ArrayBuffer>) => readModel(b, layouts),
  }),
  'int8 snapshot': async () => ({
    file: await writeModel(small),
    read: (b: Uint8Array<ArrayBuffer>) => readModel(b, layouts),
  }),
  checkpoint: async () => ({
    file: await encodeCheckpoint({ counter: 3, checkpoint: checkpoint(5) }),
    read: (b: Uint8Array<ArrayBuffer>) => decodeCheckpoint(b),
  }),
} as const;

/** Whether `attempt` was refused; throws where it failed in another way or changed what all objects inherit. */
async function refused(attempt: () => unknown): Promise<boolean> {
  let result = false;
  try {
    await attempt();
  } catch (error) {
    if (!(error instanceof SnapshotError)) throw error;
    result = true;
  }
  const inherited = [Object.prototype, Array.prototype].flatMap((prototype) => Object.keys(prototype));
  if (inherited.length > 0) throw new Error(`prototypes now hold ${inherited.join()}`);
  return result;
}

describe.each(['snapshot', 'int8 snapshot', 'checkpoint'] as const)('a damaged %s', (kind) => {
  it('is refused wherever it is cut', async () => {
    const { file, read } = await readers[kind]();
    for (let length = 0; length < file.length; length++) {
      expect(await refused(() => read(file.slice(0, length))), `cut to ${length} bytes`).toBe(true);
    }
  });

  it('is refused whichever bit is flipped', async () => {
    const { file, read } = await readers[kind]();
    for (let bit = 0; bit < 8 * file.length; bit++) {
      const flipped = file.slice();
      flipped[bit >> 3] ^= 1 << (bit & 7);
      expect(await refused(() => read(flipped)), `bit ${bit & 7} of byte ${bit >> 3}`).toBe(true);
    }
  });
});

describe('the container', () => {
  const file = encode(
    [
      view('w', 'F32', [2, 2], new ArrayBuffer(16), 0),
      view('constructor', 'F16', [1], new ArrayBuffer(2), 0),
      view('ids', 'U8', [3], new ArrayBuffer(3), 0),
    ],
    { format: 'nextup-test/1', manifest: '{"a":[1,2]}' },
  );
  const header = new TextDecoder().decode(file.subarray(8, -21)).trimEnd();
  const body = file.subarray(-21);

  /** Reads or refuses; what it reads is the one spelling of what it read. */
  const holds = async (bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    await refused(() => {
      const { tensors, metadata } = decode(bytes);
      expect(encode(tensors, metadata)).toEqual(new Uint8Array(bytes));
    });
  };

  it('holds against any bytes', async () => {
    const garbage = fc.oneof(
      fc.uint8Array({ maxLength: 64 }),
      fc.string({ unit: 'binary', maxLength: 64 }).map((text) => raw(text)),
      fc.json().map((text) => raw(text)),
    );
    await fc.assert(
      fc.asyncProperty(garbage, (bytes) => holds(new Uint8Array(bytes))),
      { seed: 1, numRuns: 5000 },
    );
  });

  it('holds against bytes replaced, inserted and removed', async () => {
    const edits = fc.array(
      fc.record({ at: fc.nat(file.length), remove: fc.nat(8), insert: fc.uint8Array({ maxLength: 8 }) }),
      { minLength: 1, maxLength: 4 },
    );
    const edited = edits.map((list) =>
      list.reduce<number[]>((bytes, { at, remove, insert }) => bytes.toSpliced(at, remove, ...insert), [...file]),
    );
    await fc.assert(
      fc.asyncProperty(edited, (bytes) => holds(Uint8Array.from(bytes))),
      { seed: 2, numRuns: 10_000 },
    );
  });

  it('holds against a header spliced from the words of headers', async () => {
    const word = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"', '\\', ' ', '\u0000', '\ufeff', '-', '-0', '0', '00', '1', '2.0', '1e400'],
      ...['9007199254740992', '18446744073709551615', '4294967296', '-1', 'null', 'true', '\\u0061', '\\ud800', '🙂'],
      ...[
        '"a"',
        '"w"',
        '"ids"',
        '"__proto__"',
        '"constructor"',
        '"__metadata__"',
        '"dtype"',
        '"shape"',
        '"data_offsets"',
      ],
      ...['"F32"', '"F16"', '"BF16"', '"U8"', '"format"', '"manifest"', '[0,16]', '[16,18]', '[2,2]', '{"a":1}'],
      ...['"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1]},', '['.repeat(2000)],
    );
    const splice = fc.record({
      at: fc.nat(header.length),
      remove: fc.nat(30),
      words: fc.array(word, { maxLength: 4 }),
    });
    const texts = fc
      .array(splice, { minLength: 1, maxLength: 3 })
      .map((list) =>
        list.reduce(
          (text, { at, remove, words }) => text.slice(0, at) + words.join('') + text.slice(at + remove),
          header,
        ),
      );
    await fc.assert(
      fc.asyncProperty(texts, (text) => holds(raw(text, body))),
      { seed: 3, numRuns: 20_000 },
    );
  });

  it('holds against tensors that lie about themselves', async () => {
    const number = fc.oneof(fc.nat(24), fc.constantFrom(-1, -0, 0.5, 2 ** 31, 2 ** 53, 1e300, '4', null, [0]));
    const entry = fc.record(
      {
        dtype: fc.constantFrom('F32', 'U32', 'F16', 'I8', 'U8', 'F64', 'constructor', 7),
        shape: fc.oneof(fc.array(number, { maxLength: 5 }), number),
        data_offsets: fc.oneof(fc.array(number, { maxLength: 3 }), number),
      },
      { requiredKeys: [] },
    );
    const headers = fc.record({
      metadata: fc.constant({ format: 'nextup-test/1', manifest: '{}' }),
      tensors: fc.dictionary(fc.constantFrom('a', 'b', 'c', '__proto__', 'constructor', 'A', ''), entry),
    });
    await fc.assert(
      fc.asyncProperty(headers, fc.nat(24), ({ metadata, tensors }, length) =>
        holds(raw(JSON.stringify({ __metadata__: metadata, ...tensors }), new Uint8Array(length))),
      ),
      { seed: 4, numRuns: 10_000 },
    );
  });
});

describe('a snapshot forged with right digests', () => {
  const edge = fc.oneof(
    fc.constantFrom<Json[]>(
      0,
      -1,
      1,
      2,
      3,
      4,
      0.5,
      1e9,
      2 ** 53,
      -0,
      null,
      true,
      '',
      'tiny',
      '\ud800',
      '__proto__',
      {},
      [],
    ),
    fc.string({ maxLength: 8 }),
  );
  const paths: readonly (readonly string[])[] = Object.entries(manifest).flatMap(([key, value]) => [
    [key],
    ...(isJsonObject(value) ? Object.keys(value).map((inner) => [key, inner]) : []),
  ]);
  const keys = fc.constantFrom(
    ...paths,
    ['config', 'constructor'],
    ['config', 'heads'],
    ['more'],
    ['metrics', 'scores'],
    ['metrics', 'more'],
  );
  const changes = fc.array(fc.record({ path: keys, value: edge }), { maxLength: 2 });

  const put = (object: JsonObject, [key, ...rest]: readonly string[], value: Json): JsonObject => {
    const inner = object[key];
    return { ...object, [key]: rest.length > 0 && isJsonObject(inner) ? put(inner, rest, value) : value };
  };

  const files = [
    ['f32', model],
    ['int8', small],
  ] as const;
  it.each(files)('(%s) is read only when all of it is right, and then says what was written', async (_, given) => {
    const honest = decode(await writeModel(given)).tensors;
    const bytes = fc.record({ tensor: fc.nat(honest.length - 1), at: fc.nat(30), to: fc.nat(255) });
    const retyped = fc.record({
      tensor: fc.nat(honest.length - 1),
      dtype: fc.constantFrom(...Object.keys(elementBytes).filter(isDtype)),
      shape: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
    });
    const change = (tensors: readonly Tensor[], edits: readonly { tensor: number; at: number; to: number }[]) =>
      tensors.map((tensor, i) => {
        const copy = new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength).slice();
        for (const { tensor: of, at, to } of edits) if (of === i) copy[at % copy.length] = to;
        return view(tensor.name, tensor.dtype, tensor.shape, copy.buffer, 0);
      });
    let read = 0;
    await fc.assert(
      fc.asyncProperty(
        changes,
        fc.array(bytes, { maxLength: 3 }),
        fc.option(retyped),
        async (fields, edits, retype) => {
          const forged = fields.reduce<JsonObject>((object, { path, value }) => put(object, path, value), {
            ...given.manifest,
          });
          const edited = change(honest, edits).map((tensor, i) => {
            if (retype?.tensor !== i) return tensor;
            const count = retype.shape.reduce((product, extent) => product * extent, elementBytes[retype.dtype]);
            return view(tensor.name, retype.dtype, retype.shape, new ArrayBuffer(count), 0);
          });
          const wrong = await refused(async () => {
            const file = await forge('nextup-snapshot/2', forged, edited);
            const found = await readModel(file, layouts);
            expect(await writeModel(found)).toEqual(file);
          });
          if (!wrong) read++;
        },
      ),
      { seed: 5, numRuns: 3000 },
    );
    expect(read).toBeGreaterThan(50);
  });
});
