import { size } from '../../src/core/shape.ts';
import { readBuffer } from '../../src/gpu/buffers.ts';
import type { Gpu } from '../../src/gpu/device.ts';
import type { Pipelines } from '../../src/gpu/pipelines.ts';
import { toBytes } from '../../src/runtime/run_once.ts';
import { leaf, type Tensor } from '../../src/graph/tensor.ts';
import type { Machine } from '../../src/runtime/machine.ts';
import { plan, type Slice } from '../../src/runtime/plan.ts';
import { Replay } from '../../src/runtime/replay.ts';
import type { Tuner } from '../../src/runtime/tuning.ts';
import type { Prepared } from '../adapter.ts';

/** What every graph of the page shares. */
export interface NextupSession {
  readonly gpu: Gpu;
  readonly pipelines: Pipelines;
  readonly tuner: Tuner;
}

/** A leaf and the numbers that are uploaded for it. */
export interface Given {
  readonly tensor: Tensor;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** An f32 leaf with its numbers. */
export const floats = (name: string, shape: readonly number[], values: ArrayLike<number>): Given => ({
  tensor: leaf(name, shape),
  name,
  bytes: toBytes(values, 'f32'),
});

/** A u32 leaf with its numbers. */
export const integers = (name: string, shape: readonly number[], values: ArrayLike<number>): Given => ({
  tensor: leaf(name, shape, 'u32'),
  name,
  bytes: toBytes(values, 'u32'),
});

/** Row 0 of Nextup's item tables is padding: the ids of the bench move up by one … */
export const paddedIds = (ids: Int32Array): Uint32Array<ArrayBuffer> => Uint32Array.from(ids, (id) => id + 1);

/** … and a row of zeros comes before its table. */
export function paddedTable(values: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const table = new Float32Array(width + values.length);
  table.set(values, width);
  return table;
}

/** A graph planned, compiled and bound, as the engine does it; a run allocates nothing. */
export interface GraphRun {
  /** Of the first of the wanted tensors. */
  readonly result: GPUBuffer;
  /** Of all of them. */
  readonly results: readonly GPUBuffer[];
  /** Uploads a leaf again. */
  upload(given: Given): void;
  /** Submits one run, and whatever `then` records behind it. */
  submit(then?: (encoder: GPUCommandEncoder) => void): void;
}

/** Makes `wanted`, and `more`, computable from `given`: variants tuned, buffers allocated and filled. */
export async function prepareGraph(
  { gpu, pipelines, tuner }: NextupSession,
  wanted: Tensor,
  given: readonly Given[],
  more: readonly Tensor[] = [],
): Promise<GraphRun> {
  const { device } = gpu;
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const all = [wanted, ...more];
  const results = all.map((tensor, i) =>
    device.createBuffer({ label: resultName(i), size: size(tensor.shape) * 4, usage }),
  );
  const buffers = new Map(
    given.map(({ name, bytes }) => [name, device.createBuffer({ label: name, size: bytes.length, usage })]),
  );
  const leaves = Object.fromEntries(given.map(({ name, tensor }): [string, Slice] => [name, slice(name, tensor)]));
  const places = new Map(all.map((tensor, i) => [tensor, slice(resultName(i), tensor)]));
  const request = { stages: [all], leaves, results: places, choose: tuner.choose.bind(tuner) };
  await tuner.prepare(plan(request).launches);
  const replay = await Replay.prepare(
    gpu,
    pipelines,
    plan(request),
    new Map([...buffers, ...results.map((buffer, i) => [resultName(i), buffer] as const)]),
  );

  const upload = ({ name, bytes }: Given): void => {
    const buffer = buffers.get(name);
    if (buffer === undefined) throw new Error(`nextup: no input called '${name}'`);
    device.queue.writeBuffer(buffer, 0, bytes);
  };
  given.forEach(upload);
  return {
    result: results[0],
    results,
    upload,
    submit(then) {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      replay.encode(pass);
      pass.end();
      then?.(encoder);
      device.queue.submit([encoder.finish()]);
    },
  };
}

/** `wanted` as a case of the bench: each run waited for on the device, its results read and `joined`. */
export async function prepareJoined(
  session: NextupSession,
  [first, ...more]: readonly Tensor[],
  given: readonly Given[],
  joined: (results: readonly Float32Array[]) => ArrayLike<number>,
): Promise<Prepared> {
  const { gpu } = session;
  const graph = await prepareGraph(session, first, given, more);
  return {
    async run() {
      graph.submit();
      await gpu.device.queue.onSubmittedWorkDone();
      gpu.check('bench');
    },
    async result() {
      const read = await Promise.all(graph.results.map((buffer) => readBuffer(gpu.device, buffer)));
      return joined(read.map((bytes) => new Float32Array(bytes)));
    },
  };
}

const resultName = (i: number): string => `result ${i}`;

const slice = (buffer: string, tensor: Tensor): Slice => ({ buffer, offset: 0, count: size(tensor.shape) });

/** `wanted` on any machine, planned and placed; a run allocates nothing but what it gives. */
export async function prepareOn(
  machine: Machine,
  wanted: Tensor,
  given: readonly Given[],
): Promise<{ upload(given: Given): void; run(): Promise<Float32Array<ArrayBuffer>> }> {
  const storages = new Map(given.map(({ name, bytes }) => [name, machine.storage(name, bytes.length / 4, name)]));
  const result = machine.storage('result', size(wanted.shape), 'result');
  const prepared = await machine.prepare(
    {
      stages: [[wanted]],
      leaves: Object.fromEntries(given.map(({ name, tensor }): [string, Slice] => [name, slice(name, tensor)])),
      results: new Map([[wanted, slice('result', wanted)]]),
    },
    new Map([...storages, ['result', result]]),
  );
  const reader = machine.reader(result);
  const upload = ({ name, bytes }: Given): void => {
    const storage = storages.get(name);
    if (storage === undefined) throw new Error(`nextup: no input called '${name}'`);
    machine.write(storage, bytes);
  };
  given.forEach(upload);
  return {
    upload,
    async run() {
      machine.submit(prepared);
      return new Float32Array(await reader.read('bench'));
    },
  };
}
