import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SnapshotError } from '../../core/errors.ts';
import { readForeign } from './foreign_tensors.ts';

/** A file with this header, as it is written, and so many bytes behind it. */
function fileOf(header: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + body.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  bytes.set(body, 8 + text.length);
  return bytes;
}

const entry = (dtype: string, shape: readonly number[], begin: number, end: number) => ({
  dtype,
  shape,
  data_offsets: [begin, end],
});

it('reads numbers of four types, and passes over counters', () => {
  const body = new DataView(new ArrayBuffer(24));
  body.setFloat32(0, 1.5, true);
  body.setFloat64(4, -0.25, true);
  body.setUint16(12, 0x3c00, true); // half 1
  body.setUint16(14, 0xc040, true); // bfloat16 −3
  const header = {
    __metadata__: { format: 'pt' },
    f32: entry('F32', [1], 0, 4),
    f64: entry('F64', [1, 1], 4, 12),
    f16: entry('F16', [], 12, 14),
    bf16: entry('BF16', [1], 14, 16),
    count: entry('I64', [], 16, 24),
  };
  const read = readForeign(fileOf(JSON.stringify(header), new Uint8Array(body.buffer)));
  expect(Object.fromEntries([...read].map(([name, { data }]) => [name, [...data]]))).toEqual({
    f32: [1.5],
    f64: [-0.25],
    f16: [1],
    bf16: [-3],
  });
  expect(read.get('f64')?.shape).toEqual([1, 1]);
});

it.each([
  ['no header', new Uint8Array(3), /file: 3 bytes/],
  ['a header longer than the file', fileOf('{}', new Uint8Array(0)).slice(0, 9), /header: 2 bytes long/],
  ['no JSON', fileOf('{', new Uint8Array(0)), /no JSON/],
  ['a list', fileOf('[]', new Uint8Array(0)), /no object/],
  [
    'an end beyond the file',
    fileOf(JSON.stringify({ a: entry('F32', [2], 0, 8) }), new Uint8Array(4)),
    /bytes 0 to 8, of 4/,
  ],
  [
    'another size than its shape',
    fileOf(JSON.stringify({ a: entry('F32', [3], 0, 8) }), new Uint8Array(8)),
    /8 bytes, its shape needs 12/,
  ],
  ['a size below 0', fileOf(JSON.stringify({ a: entry('F32', [-1], 0, 4) }), new Uint8Array(4)), /no list of sizes/],
  [
    'tensors over one another',
    fileOf(JSON.stringify({ a: entry('F32', [1], 0, 4), b: entry('F32', [1], 0, 4) }), new Uint8Array(4)),
    /lie over one another/,
  ],
])('refuses a file with %s', (_, bytes, reason) => {
  expect(() => readForeign(bytes)).toThrow(reason);
});

it('ends with tensors or a refusal, whatever stands in a file', () => {
  const good = fileOf(JSON.stringify({ a: entry('F32', [2], 0, 8), b: entry('F16', [2], 8, 12) }), new Uint8Array(12));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), (changes) => {
      const bytes = good.slice();
      for (const [at, value] of changes) bytes[at] = value;
      try {
        for (const { data } of readForeign(bytes).values()) expect(data.length).toBeLessThanOrEqual(6);
      } catch (error) {
        expect(error).toBeInstanceOf(SnapshotError);
      }
    }),
  );
});
