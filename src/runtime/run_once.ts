import { storageBuffer, readBuffer } from '../gpu/buffers.ts';
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

/**
 * Runs one variant of a kernel once and reads back what it wrote. Outputs and scratch start as NaN, so that a cell nobody
 * writes is seen.
 */
export async function runOnce(
  gpu: Gpu,
  pipelines: Pipelines,
  kernel: Kernel,
  variant: string,
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  params: Params,
): Promise<Record<string, Float32Array | Uint32Array>> {
  const { device } = gpu;
  const { launches, temporaries } = alone(kernel, params, variant);
  const buffers = new Map<string, GPUBuffer>();
  for (const [name, count] of Object.entries(temporaries)) {
    const buffer = storageBuffer(gpu, `${kernel.name} ${name}`, count, kernel.name);
    const tensor = kernel.tensors[name];
    const given = tensor !== undefined && tensor.access !== 'write';
    device.queue.writeBuffer(buffer, 0, given ? toBytes(inputs[name], tensor.element) : poison(count));
    buffers.set(name, buffer);
  }
  const replay = await Replay.prepare(gpu, pipelines, { launches, temporaries: {} }, buffers);
  const encoder = device.createCommandEncoder({ label: kernel.name });
  const pass = encoder.beginComputePass();
  replay.encode(pass);
  pass.end();
  device.queue.submit([encoder.finish()]);

  const result: Record<string, Float32Array | Uint32Array> = {};
  for (const [name, { access, element }] of Object.entries(kernel.tensors)) {
    const buffer = buffers.get(name);
    if (access === 'read' || buffer === undefined) continue;
    const bytes = await readBuffer(device, buffer);
    const values = element === 'u32' ? new Uint32Array(bytes) : new Float32Array(bytes);
    result[name] = values.subarray(0, temporaries[name]);
  }
  replay.destroy();
  for (const buffer of buffers.values()) buffer.destroy();
  return result;
}
