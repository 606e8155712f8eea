import { nodeEncode } from '../cli/encoder.ts';
import type { Platform } from '../engine/platform.ts';
import type { Shelf } from '../snapshot/shelf.ts';
import { memorySlot } from '../snapshot/slot.ts';
import type { Slots } from '../snapshot/slot.ts';

/** A computer without a GPU, with slots in memory and nothing remembered: a platform for tests. */
export function testPlatform(
  slots: Slots = [memorySlot(), memorySlot()],
  shelf: Shelf | null = null,
  datasets: Shelf | null = null,
  vectors: Shelf | null = null,
  encoders: Shelf | null = null,
): Platform {
  return {
    gpu: () => Promise.resolve(undefined),
    slots: () => Promise.resolve(slots),
    shelf: () => Promise.resolve(shelf),
    datasets: () => Promise.resolve(datasets),
    vectors: () => Promise.resolve(vectors),
    encoders: () => Promise.resolve(encoders),
    encode: nodeEncode,
    room: () => Promise.resolve(null),
    choices: { load: () => Promise.resolve({}), save: () => Promise.resolve() },
    now: () => performance.now() / 1000,
    version: 'test',
    commit: 'test',
  };
}
