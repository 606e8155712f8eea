/** A place for many files, each with a name of its own: where finished runs are kept. */
import { opfsSlot, type ListedDirectory } from './opfs.ts';
import { memorySlot, type SlotFile } from './slot.ts';

export interface Shelf {
  /** Names of the files there are, in any order. */
  list(): Promise<readonly string[]>;
  file(name: string): SlotFile;
  /** Does `work` while no other tab or process reads or changes the shelf. */
  alone<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Files in `directory`. Access handles exclude each other between tabs, so all tabs take turns by the lock `name`; where a
 * browser has no locks, a file in use elsewhere is an error of the call.
 */
export const opfsShelf = (directory: ListedDirectory, name: string): Shelf => ({
  list: async () => {
    const names: string[] = [];
    for await (const found of directory.keys()) names.push(found);
    return names;
  },
  file: (found) => opfsSlot(directory, found),
  alone: (work) => ('locks' in navigator ? navigator.locks.request(name, work) : work()),
});

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
