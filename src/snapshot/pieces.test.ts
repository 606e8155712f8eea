import { describe, expect, it } from 'vitest';
import { equalBytes } from './bytes.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { MAX_TENSOR_BYTES } from './limits.ts';
import { encodeItems } from './items.ts';
import { modelFileBytes, readModel, writeModel, type ModelFile } from './model_file.ts';
import { join, outlines, split } from './pieces.ts';
import { decode, encode } from './safetensors.ts';
import { checkpoint, model } from './samples.ts';
import { f32, type Tensor, u8, view } from './tensor.ts';

/** Bytes of the largest tensor, so that small ones are cut. */
const MOST = 64;

const numbers = (count: number, seed = 1): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: count }, (_, i) => Math.sin(seed + i));

describe('a tensor above the limit', () => {
  it('is cut into as many whole rows as fit, and only where it must be', () => {
    const lengths = (tensor: Tensor) => split(tensor, MOST).map(({ name, shape }) => [name, ...shape]);
    expect(lengths(f32('a', [16], numbers(16)))).toEqual([['a', 16]]);
    expect(lengths(f32('a', [17], numbers(17)))).toEqual([
      ['a.part00', 16],
      ['a.part01', 1],
    ]);
    expect(lengths(f32('a', [13, 3], numbers(39)))).toEqual([
      ['a.part00', 5, 3],
      ['a.part01', 5, 3],
      ['a.part02', 3, 3],
    ]);
    expect(() => outlines({ name: 'a', dtype: 'F32', shape: [2, 17] }, MOST)).toThrow('SNAP_TENSOR_SIZE: ');
    expect(() => outlines({ name: 'a.part00', dtype: 'F32', shape: [1] }, MOST)).toThrow('SNAP_TENSOR_NAME: ');
  });

  const container = { format: 'nextup-test/2', manifest: '{}' };
  const back = (tensors: readonly Tensor[]) => join(decode(encode(tensors, container)).tensors, MOST);

  it('comes back as it was, beside others of any name', () => {
    const tensors = [
      f32('a', [41], numbers(41, 2)),
      f32('a.b', [200], numbers(200, 3)),
      f32('a.z', [1], numbers(1, 4)),
      u8(
        'a.c',
        Uint8Array.from({ length: 200 }, (_, i) => i),
      ),
    ];
    const read = back(tensors.flatMap((tensor) => split(tensor, MOST)));
    for (const tensor of tensors) expect(read).toContainEqual(tensor);
    expect(read.length).toBe(tensors.length);
  });

  it('has one spelling: pieces cut, named or typed otherwise are refused', () => {
    const whole = numbers(40);
    const piece = (name: string, from: number, to: number) => f32(name, [to - from], whole.slice(from, to));
    const wrong: readonly (readonly Tensor[])[] = [
      [piece('a.part00', 0, 16), piece('a.part02', 16, 32)],
      [piece('a.part01', 0, 16), piece('a.part02', 16, 32)],
      [piece('a.part00', 0, 15), piece('a.part01', 15, 31)],
      [piece('a.part00', 0, 16)],
      [piece('a.part00', 0, 8), piece('a.part01', 8, 16)],
      [piece('a', 0, 16), piece('a.part00', 16, 32)],
      [piece('a.part00', 0, 16), u8('a.part01', new Uint8Array(16))],
      [piece('a.part00', 0, 16), view('a.part01', 'F32', [2, 1], new ArrayBuffer(8), 0)],
      [piece('a.part00.b', 0, 16)],
      [piece('a.part0', 0, 16)],
    ];
    for (const tensors of wrong) expect(() => back(tensors)).toThrow(/^SNAP_(PIECES|TENSOR_NAME): /);
  });
});

/** At the real limit, each file by itself: at most about 400 MB. */
describe('a table of more than 128 MiB', () => {
  const columns = 1024;
  const rows = MAX_TENSOR_BYTES / (4 * columns) + 1;
  const table = (): Float32Array<ArrayBuffer> => {
    const data = new Float32Array(rows * columns);
    for (let i = 0; i < data.length; i += 997) data[i] = i % 1000;
    data[data.length - 1] = 0.5;
    return data;
  };
  const bytesOf = (data: ArrayBufferView): Uint8Array => new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  const same = (a: ArrayBufferView, b: ArrayBufferView): boolean => equalBytes(bytesOf(a), bytesOf(b));

  it('goes through a model file with the same bits, whose size was known before', async () => {
    const data = table();
    const place = { name: 'table', shape: [rows, columns] };
    const layout = { places: [place], codes: null, kinds: false, values: false };
    const large: ModelFile = { ...model, parameters: [{ ...place, data }] };
    const file = await writeModel(large);
    expect(file.length).toBe(modelFileBytes(large.manifest, layout, encodeItems(large.items)));
    expect(decode(file).tensors.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['table.part00', 'table.part01']),
    );
    const { parameters, items } = await readModel(file, new Map([['tiny', () => layout]]));
    expect(items).toEqual(large.items);
    expect([parameters[0].shape, same(parameters[0].data, data)]).toEqual([place.shape, true]);
  });

  it('goes through a checkpoint with the same bits', async () => {
    const data = table();
    const tensors = [f32('parameters', [data.length], data)];
    const file = await encodeCheckpoint({ counter: 1, checkpoint: { ...checkpoint(1), tensors } });
    const { checkpoint: read } = await decodeCheckpoint(file);
    expect(read.tensors.map(({ name, shape }) => [name, shape])).toEqual([['parameters', [data.length]]]);
    expect(same(read.tensors[0].data, data)).toBe(true);
  });
});
