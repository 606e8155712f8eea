import { dawn } from '../cli/dawn.ts';
import type { Platform } from '../engine/platform.ts';
import type { Shelf } from '../snapshot/shelf.ts';
import { memorySlot } from '../snapshot/slot.ts';
import type { Slots } from '../snapshot/slot.ts';

/** Dawn in Node with slots in memory and nothing remembered: a platform for tests. */
export function testPlatform(slots: Slots = [memorySlot(), memorySlot()], shelf: Shelf | null = null): Platform {
  return {
    gpu: dawn,
    slots: () => Promise.resolve(slots),
    shelf: () => Promise.resolve(shelf),
    choices: { load: () => Promise.resolve({}), save: () => Promise.resolve() },
    now: () => performance.now() / 1000,
    version: 'test',
    commit: 'test',
  };
}
