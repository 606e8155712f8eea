import { DeviceError } from '../core/errors.ts';
import type { Gpu } from './device.ts';

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;

/** Bytes of a storage buffer of `count` 4-byte elements. */
export const storageBytes = (count: number): number => Math.max(4, count * 4);

/**
 * A storage buffer of `count` 4-byte elements that can be written, copied and bound.
 * @throws DeviceError before anything is allocated if it is larger than this device binds; `use` says what needs it
 */
export function storageBuffer({ device }: Gpu, label: string, count: number, use: string): GPUBuffer {
  const size = storageBytes(count);
  const limit = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  if (size > limit) {
    throw new DeviceError(
      `${use}: needs ${megabytes(size)} in one buffer, this device allows ${megabytes(limit)}; use a smaller batch, a smaller width, shorter histories or fewer items`,
    );
  }
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  return device.createBuffer({ label, size, usage });
}

/** What holds memory of the device until it is told to let go. */
export interface Held {
  destroy(): void;
}

/** What `make` gives; where it fails, what it has put into `made` is freed. */
export async function orFree<T>(made: readonly Held[], make: () => Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    for (const resource of made) resource.destroy();
    throw error;
  }
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
  try {
    await staging.mapAsync(GPUMapMode.READ);
    return staging.getMappedRange().slice(0);
  } finally {
    staging.destroy();
  }
}
