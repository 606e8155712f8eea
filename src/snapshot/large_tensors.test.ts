/** Tensors above the limit of one, which is 64 bytes here so that small files have some. */
import { describe, expect, it, vi } from 'vitest';
import { decodeRun, encodeRun } from '../engine/kept_run.ts';
import { finishedSummary } from '../testing/finished.ts';
import { decodeCheckpoint, encodeCheckpoint } from './checkpoint.ts';
import { SNAPSHOT } from './manifest.ts';
import { modelFileBytes, readModel, writeModel, type ModelFile } from './model_file.ts';
import { join, outlines, split } from './pieces.ts';
import { decode, encode } from './safetensors.ts';
import { checkpoint, forge, layouts, manifest } from './samples.ts';
import { f32, type Tensor, u8, view } from './tensor.ts';

vi.mock('./limits.ts', async (original) => ({ ...(await original<object>()), MAX_TENSOR_BYTES: 64 }));

const ITEMS = 19;
const numbers = (count: number, seed: number): Float32Array<ArrayBuffer> =>
  Float32Array.from({ length: count }, (_, i) => Math.fround(Math.sin(seed + i)));

/** A table of 19 rows of 12 bytes: pieces of five rows, the last of four. */
const large: ModelFile = {
  manifest: { ...manifest, config: { ...manifest.config, items: ITEMS, width: 3 } },
  parameters: [
    { name: 'item.weight', shape: [ITEMS, 3], data: numbers(ITEMS * 3, 1) },
    { name: 'bias', shape: [3], data: numbers(3, 2) },
  ],
  items: { ids: Array.from({ length: ITEMS }, (_, i) => `item ${i}`), titles: null },
};
const names = (file: Uint8Array<ArrayBuffer>): readonly string[] => decode(file).tensors.map(({ name }) => name);

describe('a tensor above the limit of one', () => {
  it.each(['f32', 'int8'] as const)('goes through a model file (%s) with the same bits', async (weights) => {
    const model = { ...large, manifest: { ...large.manifest, weights } };
    const file = await writeModel(model);
    const pieces = weights === 'f32' ? ['00', '01', '02', '03'] : [];
    expect(names(file)).toEqual(expect.arrayContaining(pieces.map((i) => `item.weight.part${i}`)));
    expect(names(file)).toContain('items.id.bytes.part01');
    const read = await readModel(file, layouts);
    if (weights === 'f32') expect(read.parameters).toMatchObject(large.parameters);
    expect(read.items).toEqual(large.items);
    expect(await writeModel(read)).toEqual(file);
    expect(modelFileBytes(model.manifest, large.parameters, large.items)).toBe(file.length);
  });

  it('goes through a checkpoint with the same bits', async () => {
    const tensors = ['best', 'first_moment', 'parameters'].map((name, i) => f32(name, [50], numbers(50, i)));
    const saved = { counter: 2, checkpoint: { ...checkpoint(4), tensors } };
    const file = await encodeCheckpoint(saved);
    expect(names(file)).toContain('parameters.part03');
    expect(await decodeCheckpoint(file)).toEqual(saved);
  });

  it('goes through a kept run with the same bits, the model in it too', async () => {
    const ranks = Float64Array.from({ length: 40 }, (_, i) => i);
    const summary = { ...(await finishedSummary(ranks)), baselines: [] };
    const run = { summary, model: await writeModel(large), ranks, baselineRanks: new Map<string, Float64Array>() };
    const file = await encodeRun(3, run);
    expect(names(file)).toEqual(expect.arrayContaining(['model.part00', 'model.part23', 'ranks.part02']));
    expect(await decodeRun(file)).toEqual({ number: 3, run });
    expect((await readModel((await decodeRun(file)).run.model, layouts)).parameters).toMatchObject(large.parameters);
  });

  it('is cut into as many whole rows as fit, and only where it must be', () => {
    const lengths = (tensor: Tensor) => split(tensor).map(({ name, shape }) => [name, shape[0]]);
    expect(lengths(f32('a', [16], numbers(16, 0)))).toEqual([['a', 16]]);
    expect(lengths(f32('a', [17], numbers(17, 0)))).toEqual([
      ['a.part00', 16],
      ['a.part01', 1],
    ]);
    expect(lengths(f32('a', [3, 9], numbers(27, 0)))).toEqual([
      ['a.part00', 1],
      ['a.part01', 1],
      ['a.part02', 1],
    ]);
    expect(() => outlines({ name: 'a', dtype: 'F32', shape: [2, 17] })).toThrow('SNAP_TENSOR_SIZE: ');
    expect(() => outlines({ name: 'a.part00', dtype: 'F32', shape: [1] })).toThrow('SNAP_TENSOR_NAME: ');
  });

  it('has one spelling: pieces cut, named or typed otherwise are refused', () => {
    const whole = f32('a', [40], numbers(40, 3));
    const container = { format: 'nextup-test/2', manifest: '{}' };
    const back = (tensors: readonly Tensor[]) => join(decode(encode(tensors, container)).tensors);
    expect(back(split(whole))).toEqual([whole]);
    const piece = (name: string, from: number, to: number) =>
      f32(name, [to - from], whole.data.slice(from, to) as Float32Array);
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

  it('is not put together in a file of version 1', async () => {
    const { tensors } = decode(await writeModel(large));
    const { train, ...rest } = large.manifest;
    const { weights, ...others } = train;
    const forged = await forge(
      `${SNAPSHOT.name}/1`,
      { ...rest, train: { ...others, epochs: weights.epoch } },
      join(tensors),
    );
    await expect(readModel(forged, layouts)).rejects.toThrow('SNAP_TENSOR_LIST: ');
  });
});
