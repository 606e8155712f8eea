import { elements, type Kernel, type Params, type Scalar, type Variant } from '../kernel/kernel.ts';
import { grid, uniformBytes, type Compiled, type Pipelines } from './pipelines.ts';

const NAN_BITS = 0x7fc0_0000;

/** The bytes of `values` as the GPU stores them. */
export function toBytes(values: ArrayLike<number>, element: Scalar): Uint8Array<ArrayBuffer> {
  const typed = element === 'u32' ? Uint32Array.from(values) : Float32Array.from(values);
  return new Uint8Array(typed.buffer);
}

/** `bytes` of GPU memory as numbers. */
export const fromBytes = (bytes: ArrayBuffer, element: Scalar): Float32Array | Uint32Array =>
  element === 'u32' ? new Uint32Array(bytes) : new Float32Array(bytes);

/**
 * Runs one variant of a kernel once and reads back what it wrote: for conformance, tests and measurements; training uses
 * a plan. Outputs and scratch start as NaN, so that a cell nobody writes is seen.
 */
export async function runOnce(
  device: GPUDevice,
  pipelines: Pipelines,
  kernel: Kernel,
  variant: Variant,
  inputs: Readonly<Record<string, ArrayLike<number>>>,
  params: Params,
): Promise<Record<string, Float32Array | Uint32Array>> {
  const buffers = new Map<string, GPUBuffer>();
  const allocate = (name: string, bytes: number, content: Uint8Array<ArrayBuffer>): void => {
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
    const buffer = device.createBuffer({ label: `${kernel.name} ${name}`, size: Math.max(4, bytes), usage });
    device.queue.writeBuffer(buffer, 0, content);
    buffers.set(name, buffer);
  };
  const poison = (count: number): Uint8Array<ArrayBuffer> =>
    new Uint8Array(new Uint32Array(Math.max(1, count)).fill(NAN_BITS).buffer);
  for (const [name, binding] of Object.entries(kernel.tensors)) {
    const count = elements(binding, params);
    allocate(name, count * 4, binding.access === 'write' ? poison(count) : toBytes(inputs[name], binding.element));
  }
  for (const [name, count] of Object.entries(variant.scratch?.(params) ?? {})) allocate(name, count * 4, poison(count));

  const uniform = device.createBuffer({ size: 256, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  device.queue.writeBuffer(uniform, 0, uniformBytes(kernel, params));
  const compiled = await Promise.all(variant.passes.map((pass) => pipelines.get(kernel, pass, params)));

  const encoder = device.createCommandEncoder({ label: kernel.name });
  const encoded = encoder.beginComputePass();
  variant.passes.forEach((pass, i) => {
    encoded.setPipeline(compiled[i].pipeline);
    bind(device, encoded, compiled[i], buffers, uniform);
    encoded.dispatchWorkgroups(...grid(pass.workgroups(params)));
  });
  encoded.end();
  device.queue.submit([encoder.finish()]);

  const result: Record<string, Float32Array | Uint32Array> = {};
  for (const [name, binding] of Object.entries(kernel.tensors)) {
    const buffer = buffers.get(name);
    if (binding.access === 'read' || buffer === undefined) continue;
    result[name] = fromBytes(await readBuffer(device, buffer), binding.element).subarray(0, elements(binding, params));
  }
  for (const buffer of buffers.values()) buffer.destroy();
  uniform.destroy();
  return result;
}

function bind(
  device: GPUDevice,
  pass: GPUComputePassEncoder,
  compiled: Compiled,
  buffers: ReadonlyMap<string, GPUBuffer>,
  uniform: GPUBuffer,
): void {
  const entries = compiled.bindings.map(({ binding, name }) => {
    const buffer = buffers.get(name);
    if (buffer === undefined) throw new Error(`binding '${name}' is neither a tensor nor scratch of this kernel`);
    return { binding, resource: { buffer } };
  });
  pass.setBindGroup(0, device.createBindGroup({ layout: compiled.tensors, entries }));
  pass.setBindGroup(
    1,
    device.createBindGroup({ layout: compiled.uniforms, entries: [{ binding: 0, resource: { buffer: uniform } }] }),
  );
}

/** Copies a buffer to the CPU. Rejects if the device is lost. */
export async function readBuffer(
  device: GPUDevice,
  buffer: GPUBuffer,
  offset = 0,
  bytes = buffer.size - offset,
): Promise<ArrayBuffer> {
  const staging = device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  encoder.copyBufferToBuffer(buffer, offset, staging, 0, bytes);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  const copy = staging.getMappedRange().slice(0);
  staging.destroy();
  return copy;
}
