import { dawn } from '../cli/dawn.ts';
import type { Platform } from '../engine/platform.ts';
import { memorySlot } from '../snapshot/slot.ts';
import type { Slots } from '../snapshot/slot.ts';

/** Dawn in Node with slots in memory and nothing remembered: a platform for tests. */
export function testPlatform(slots: Slots = [memorySlot(), memorySlot()]): Platform {
  return {
    gpu: dawn,
    slots: () => Promise.resolve(slots),
    choices: { load: () => Promise.resolve({}), save: () => Promise.resolve() },
    now: () => performance.now() / 1000,
    version: 'test',
    commit: 'test',
  };
}
