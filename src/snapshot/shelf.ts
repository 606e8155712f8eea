/** A place for many files, each with a name of its own: where finished runs and datasets are kept. */
import { SnapshotError } from '../core/errors.ts';
import { otherThan } from './bytes.ts';
import { opfsSlot, type ListedDirectory } from './opfs.ts';
import { refusal } from './refusal.ts';
import { memorySlot, type SlotFile } from './slot.ts';
import { inTurn } from './turns.ts';

export interface Shelf {
  /** Names of the files there are, in any order. */
  list(): Promise<readonly string[]>;
  file(name: string): SlotFile;
  /** Does `work` while no other tab or process reads or changes the shelf. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/** Files in `directory`. Access handles exclude each other between tabs, so all tabs take turns by the lock `name`. */
export const opfsShelf = (directory: ListedDirectory, name: string): Shelf => ({
  list: async () => {
    const names: string[] = [];
    for await (const found of directory.keys()) names.push(found);
    return names;
  },
  file: (found) => opfsSlot(directory, found),
  alone: (work) => inTurn(name, work),
});

/** The bytes of the file `name`, which holds `what`. @throws SnapshotError where it is gone */
export async function readFile(shelf: Shelf, name: string, what: string): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await shelf.file(name).read();
  if (bytes === null) throw refusal('SNAP_SAVE', what, 'its file was removed, perhaps in another tab');
  return bytes;
}

/** Writes a file, reads it back and compares. @throws SnapshotError where it is not there then; nothing is left of it */
export async function writeVerified(file: SlotFile, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  try {
    await file.write(bytes);
    const other = await otherThan(bytes, await file.read());
    if (other === null) return;
    throw new Error(other);
  } catch (error) {
    await file.remove().catch(() => undefined); // what is there is no file of ours
    if (error instanceof SnapshotError) throw error;
    throw refusal('SNAP_SAVE', 'storage', error instanceof Error ? error.message : String(error));
  }
}

/** A shelf in memory, for tests. */
export function memoryShelf(): Shelf {
  const files = new Map<string, { readonly slot: SlotFile; present: boolean }>();
  const entry = (name: string) => {
    const found = files.get(name) ?? { slot: memorySlot(), present: false };
    files.set(name, found);
    return found;
  };
  let turn: Promise<unknown> = Promise.resolve();
  return {
    list: () => Promise.resolve([...files].filter(([, { present }]) => present).map(([name]) => name)),
    file: (name) => ({
      read: () => entry(name).slot.read(),
      write: async (bytes) => {
        await entry(name).slot.write(bytes);
        entry(name).present = true;
      },
      remove: async () => {
        await entry(name).slot.remove();
        entry(name).present = false;
      },
    }),
    alone: (work) => {
      const done = turn.then(work, work);
      turn = done.catch(() => undefined);
      return done;
    },
  };
}
