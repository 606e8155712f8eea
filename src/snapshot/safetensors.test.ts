import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from './safetensors.ts';
import { elementBytes, f32, isDtype, type Tensor, u8, view } from './tensor.ts';

const metadata = { format: 'nextup-test/1', manifest: '{}' };

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Any tensors the container can hold: unique names, every type, ranks 0 to 4. */
const tensors = fc
  .uniqueArray(fc.stringMatching(/^[a-zA-Z0-9.][a-zA-Z0-9_.]{0,63}$/), { maxLength: 6 })
  .chain((names) =>
    fc.tuple(
      ...names.map((name) =>
        fc
          .record({
            dtype: fc.constantFrom(...Object.keys(elementBytes).filter(isDtype)),
            shape: fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 4 }),
            fill: fc.infiniteStream(fc.nat(255)),
          })
          .map(({ dtype, shape, fill }) => {
            const count = shape.reduce((product, extent) => product * extent, 1);
            const bytes = Uint8Array.from(fill.take(count * elementBytes[dtype]));
            return view(name, dtype, shape, bytes.buffer, 0);
          }),
      ),
    ),
  );

const bytesOf = ({ data }: Tensor): string => hex(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));

describe('the container', () => {
  it('writes these bytes, for ever', () => {
    // Checked by hand and read by Python: safetensors.safe_open gives a = [1, -2] (F32) and b = [7] (U8).
    const header =
      '{"__metadata__":{"format":"nextup-test/1","manifest":"{}"},"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"U8","shape":[1],"data_offsets":[8,9]}}';
    const file = encode([u8('b', Uint8Array.of(7)), f32('a', [2], Float32Array.of(1, -2))], metadata);
    expect(hex(file.subarray(0, 8))).toBe('a800000000000000');
    expect(new TextDecoder().decode(file.subarray(8, 176))).toBe(header.padEnd(168));
    expect(hex(file.subarray(176))).toBe('0000803f000000c007');
  });

  it('gives back what it was given, large elements first, then by name', () => {
    fc.assert(
      fc.property(tensors, (given) => {
        const { tensors: read, metadata: said } = decode(encode(given, metadata));
        expect(said).toEqual(metadata);
        const order = (t: Tensor): string => `${9 - elementBytes[t.dtype]} ${t.name}`;
        const sorted = [...given].sort((a, b) => (order(a) < order(b) ? -1 : 1));
        expect(read.map(({ name, dtype, shape }) => ({ name, dtype, shape }))).toEqual(
          sorted.map(({ name, dtype, shape }) => ({ name, dtype, shape })),
        );
        expect(read.map(bytesOf)).toEqual(sorted.map(bytesOf));
      }),
      { seed: 1, numRuns: 500 },
    );
  });

  it('writes one file for one content, in whatever order it comes', () => {
    const [a, b] = [f32('a', [1], Float32Array.of(1)), f32('b', [1], Float32Array.of(2))];
    expect(encode([a, b], metadata)).toEqual(encode([b, a], metadata));
  });

  it('tells names apart by their case: papers call parameters A_log and D', () => {
    const [a, d, other] = ['A_log', 'D', 'd'].map((name, i) => f32(name, [1], Float32Array.of(i)));
    const { tensors: read } = decode(encode([other, d, a], metadata));
    expect(read.map(({ name, data }) => [name, data[0]])).toEqual([
      ['A_log', 0],
      ['D', 1],
      ['d', 2],
    ]);
  });

  it('reads tensors as views into the file', () => {
    const file = encode([u8('a', Uint8Array.of(1, 2))], metadata);
    const [tensor] = decode(file).tensors;
    expect(tensor.data.buffer).toBe(file.buffer);
  });

  it('reads a file that begins at an odd address', () => {
    const file = encode([f32('a', [2], Float32Array.of(1, -2))], metadata);
    const moved = new Uint8Array(file.length + 3);
    moved.set(file, 3);
    expect([...decode(moved.subarray(3)).tensors[0].data]).toEqual([1, -2]);
  });

  it('takes a part of a larger array', () => {
    const arena = Float32Array.of(9, 1, 2, 9);
    const file = encode([f32('a', [2], arena.subarray(1, 3))], metadata);
    expect([...decode(file).tensors[0].data]).toEqual([1, 2]);
  });
});
