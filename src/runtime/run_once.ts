import { storageBuffer, storageBytes, type Held } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Pipelines } from '../gpu/pipelines.ts';
import { elements, type Kernel, type Params, type Scalar } from '../kernel/kernel.ts';
import type { Plan } from './plan.ts';
import { Replay } from './replay.ts';

/** A plan of one launch, each tensor and scratch buffer in a buffer of its own that bears its name. */
export function alone(kernel: Kernel, params: Params, variant: string): Plan {
  const counts: [string, number][] = [
    ...Object.entries(kernel.tensors).map(([name, binding]): [string, number] => [name, elements(binding, params)]),
    ...Object.entries(kernel.variants[variant].scratch?.(params) ?? {}),
  ];
  const slices = Object.fromEntries(counts.map(([name, count]) => [name, { buffer: name, offset: 0, count }]));
  return { launches: [{ kernel, variant, params, slices }], temporaries: Object.fromEntries(counts) };
}

/** The bytes of `values` as the GPU stores them. */
export function toBytes(values: ArrayLike<number>, element: Scalar): Uint8Array<ArrayBuffer> {
  const typed = element === 'u32' ? Uint32Array.from(values) : Float32Array.from(values);
  return new Uint8Array(typed.buffer);
}

const NAN_BITS = 0x7fc0_0000;

/** Reads as NaN until it is written. */
const poison = (count: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(new Uint32Array(Math.max(1, count)).fill(NAN_BITS).buffer);

/** What a kernel wrote, by tensor. */
export type Written = Readonly<Record<string, Float32Array | Uint32Array>>;

type Inputs = Readonly<Record<string, ArrayLike<number>>>;

/** What a kernel only reads, on the device: every run at these sizes may bind it. */
export function uploadRead(gpu: Gpu, kernel: Kernel, inputs: Inputs, params: Params): Map<string, GPUBuffer> {
  const read = Object.entries(kernel.tensors).filter(([, { access }]) => access === 'read');
  return new Map(
    read.map(([name, tensor]) => {
      const buffer = storageBuffer(gpu, `${kernel.name} ${name}`, elements(tensor, params), kernel.name);
      gpu.device.queue.writeBuffer(buffer, 0, toBytes(inputs[name], tensor.element));
      return [name, buffer];
    }),
  );
}

/**
 * Runs one variant of a kernel twice, each time in buffers of its own, and reads back once what both runs wrote. Outputs and
 * scratch start as NaN, so that a cell nobody writes is seen.
 *
 * @param read  from `uploadRead`
 */
export async function runTwice(
  gpu: Gpu,
  pipelines: Pipelines,
  use: { readonly kernel: Kernel; readonly variant: string; readonly params: Params },
  inputs: Inputs,
  read: ReadonlyMap<string, GPUBuffer>,
): Promise<readonly [Written, Written]> {
  const { device } = gpu;
  const { kernel, variant, params } = use;
  const { launches, temporaries } = alone(kernel, params, variant);
  const made: Held[] = [];

  const prepared = async (): Promise<{ readonly replay: Replay; readonly own: ReadonlyMap<string, GPUBuffer> }> => {
    const own = new Map<string, GPUBuffer>();
    for (const [name, count] of Object.entries(temporaries).filter(([each]) => !read.has(each))) {
      const buffer = storageBuffer(gpu, `${kernel.name} ${name}`, count, kernel.name);
      made.push(buffer);
      const tensor = kernel.tensors[name];
      const bytes = tensor?.access === 'update' ? toBytes(inputs[name], tensor.element) : poison(count);
      device.queue.writeBuffer(buffer, 0, bytes);
      own.set(name, buffer);
    }
    const replay = await Replay.prepare(gpu, pipelines, { launches, temporaries: {} }, new Map([...read, ...own]));
    made.push(replay);
    return { replay, own };
  };

  try {
    const runs = [await prepared(), await prepared()];
    let bytes = 0;
    const written = Object.entries(kernel.tensors)
      .filter(([name]) => !read.has(name))
      .map(([name, { element }]) => {
        const at = bytes;
        bytes += storageBytes(temporaries[name]);
        return { name, element, at, count: temporaries[name] };
      });
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = device.createBuffer({ label: kernel.name, size: runs.length * bytes, usage });
    made.push(staging);
    const encoder = device.createCommandEncoder({ label: kernel.name });
    for (const [i, { replay, own }] of runs.entries()) {
      const pass = encoder.beginComputePass();
      replay.encode(pass);
      pass.end();
      for (const { name, at, count } of written) {
        const from = own.get(name);
        if (from === undefined) throw new Error(`${kernel.name}: no buffer for ${name}`);
        encoder.copyBufferToBuffer(from, 0, staging, i * bytes + at, storageBytes(count));
      }
    }
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const copy = staging.getMappedRange().slice(0);
    const of = (run: number): Written =>
      Object.fromEntries(
        written.map(({ name, element, at, count }) => {
          const offset = run * bytes + at;
          return [
            name,
            element === 'u32' ? new Uint32Array(copy, offset, count) : new Float32Array(copy, offset, count),
          ];
        }),
      );
    return [of(0), of(1)];
  } finally {
    for (const held of made) held.destroy();
  }
}
