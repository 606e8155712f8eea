import { dawn } from '../cli/dawn.ts';
import type { Platform } from '../engine/platform.ts';
import type { Shelf } from '../snapshot/shelf.ts';
import { memorySlot } from '../snapshot/slot.ts';
import type { Slots } from '../snapshot/slot.ts';

/** Dawn in Node with slots in memory and nothing remembered: a platform for tests. */
export function testPlatform(
  slots: Slots = [memorySlot(), memorySlot()],
  shelf: Shelf | null = null,
  datasets: Shelf | null = null,
): Platform {
  return {
    gpu: dawn,
    slots: () => Promise.resolve(slots),
    shelf: () => Promise.resolve(shelf),
    datasets: () => Promise.resolve(datasets),
    room: () => Promise.resolve(null),
    choices: { load: () => Promise.resolve({}), save: () => Promise.resolve() },
    now: () => performance.now() / 1000,
    version: 'test',
    commit: 'test',
  };
}

/** Dawn in Node whose devices a test sees as they are made, to take them away or to change them. */
export async function dawnSeen(seen: (device: GPUDevice) => void): Promise<GPU> {
  const instance = await dawn();
  const requestAdapter = async (options?: GPURequestAdapterOptions): Promise<GPUAdapter | null> => {
    const adapter = await instance.requestAdapter(options);
    if (adapter === null) return null;
    const request = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = async (descriptor) => {
      const device = await request(descriptor);
      seen(device);
      return device;
    };
    return adapter;
  };
  return Object.assign(Object.create(instance) as GPU, { requestAdapter });
}
