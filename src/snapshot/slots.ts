/**
 * The two-slot store of a run: each save goes to the slot that does not hold the newest checkpoint, so whatever happens
 * while it is written, the one before stays. Order is by counter, never by clock.
 *
 * One writer at a time: callers hold a lock over the pair and await each save.
 */
import { SnapshotError } from '../core/errors.ts';
import { otherThan } from './bytes.ts';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, type SavedCheckpoint } from './checkpoint.ts';
import { refusal } from './refusal.ts';
import type { SlotFile, Slots } from './slot.ts';

/** What is in a slot: nothing (or a write that never finished), a checkpoint, other bytes, or the storage will not say. */
type Content =
  | { readonly state: 'vacant' }
  | { readonly state: 'valid'; readonly saved: SavedCheckpoint }
  | { readonly state: 'damaged'; readonly reason: string }
  | { readonly state: 'unreadable'; readonly reason: string };

export interface Loaded {
  /** The newest checkpoint that is wholly right; null where there is none. */
  readonly saved: SavedCheckpoint | null;
  /** One sentence for each slot that could not be used. Both damaged: keep, export or clear, as the user decides. */
  readonly damage: readonly string[];
}

/** The newest valid checkpoint of the pair and what is wrong with the rest. Does not reject. */
export async function load(slots: Slots): Promise<Loaded> {
  const contents = await survey(slots);
  const damage = contents.flatMap((content, i) => ('reason' in content ? [`slot ${'AB'[i]}: ${content.reason}`] : []));
  return { saved: newest(contents), damage };
}

/**
 * Saves `checkpoint` beside the newest one and reads it back; resolves to its counter once it is safe. Throws
 * SnapshotError where it is not, and the newest one is untouched then. Never writes over two damaged slots.
 */
export async function save(slots: Slots, checkpoint: Checkpoint): Promise<number> {
  const contents = await survey(slots);
  const counter = (newest(contents)?.counter ?? 0) + 1;
  const slot = slots[target(contents)];
  const bytes = await encodeCheckpoint({ counter, checkpoint });
  const failure = await writeAndCompare(slot, bytes);
  if (failure !== null) throw refusal('SNAP_SAVE', 'storage', failure);
  return counter;
}

/** Saves into both slots, so that a lack of room shows when a run starts and not hours later. */
export async function reserve(slots: Slots, checkpoint: Checkpoint): Promise<number> {
  await save(slots, checkpoint);
  return await save(slots, checkpoint);
}

/** Deletes both checkpoints. */
export async function clear(slots: Slots): Promise<void> {
  for (const slot of slots) await slot.remove();
}

const survey = async (slots: Slots): Promise<readonly [Content, Content]> => [
  await inspect(slots[0]),
  await inspect(slots[1]),
];

async function inspect(slot: SlotFile): Promise<Content> {
  let bytes: Uint8Array<ArrayBuffer> | null;
  try {
    bytes = await slot.read();
  } catch (error) {
    return { state: 'unreadable', reason: messageOf(error) };
  }
  if (bytes === null || isUnfinished(bytes)) return { state: 'vacant' };
  try {
    return { state: 'valid', saved: await decodeCheckpoint(bytes) };
  } catch (error) {
    if (error instanceof SnapshotError) return { state: 'damaged', reason: error.message };
    throw error;
  }
}

/** What went wrong, or null when the slot holds exactly `bytes` afterwards. */
async function writeAndCompare(slot: SlotFile, bytes: Uint8Array<ArrayBuffer>): Promise<string | null> {
  try {
    await slot.write(bytes);
    return await otherThan(bytes, await slot.read());
  } catch (error) {
    return messageOf(error);
  }
}

/** An empty file, or one whose header length is still the zeros that a write begins with. */
export const isUnfinished = (bytes: Uint8Array): boolean => bytes.subarray(0, 8).every((byte) => byte === 0);

function newest(contents: readonly Content[]): SavedCheckpoint | null {
  const saved = contents.flatMap((content) => (content.state === 'valid' ? [content.saved] : []));
  return saved.reduce<SavedCheckpoint | null>((a, b) => (a !== null && a.counter > b.counter ? a : b), null);
}

/** Where the next save goes: a vacant slot, else a damaged one, else the older; never over both of a damaged pair. */
function target([a, b]: readonly [Content, Content]): 0 | 1 {
  for (const content of [a, b]) {
    // It may hold the newest checkpoint: writing without knowing could replace it.
    if (content.state === 'unreadable') throw refusal('SNAP_SAVE', 'storage', content.reason);
  }
  if (a.state === 'vacant') return 0;
  if (b.state === 'vacant') return 1;
  if (a.state === 'damaged' && b.state === 'damaged') {
    throw refusal('SNAP_SLOTS_DAMAGED', 'saved run', `neither slot can be read (${a.reason})`);
  }
  if (a.state === 'valid' && b.state === 'valid') return a.saved.counter > b.saved.counter ? 1 : 0;
  return a.state === 'damaged' ? 0 : 1;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
