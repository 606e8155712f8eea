import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Shelf } from '../snapshot/shelf.ts';
import { fileSlot, type FileCalls, type Slots } from '../snapshot/slot.ts';

/** The folder used where none is named, in the current one. */
export const DEFAULT_FOLDER = '.nextup';

/** The two slots of an unfinished run as files in `folder`, which is made when the first one is written. */
export const checkpointFolder = (folder: string): Slots => [
  fileSlot(calls, join(folder, 'run-a.safetensors')),
  fileSlot(calls, join(folder, 'run-b.safetensors')),
];

/** Finished runs as files in `folder`. Processes do not take turns: two that write at once must not share a folder. */
export const runsFolder = (folder: string): Shelf => ({
  list: async () => {
    try {
      return await readdir(folder);
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  },
  file: (name) => fileSlot(calls, join(folder, name)),
  alone: (work) => work(),
});

const calls: FileCalls = {
  read: async (path) => {
    try {
      return new Uint8Array(await readFile(path));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  },
  write: async (path, bytes) => {
    await mkdir(dirname(path), { recursive: true });
    const file = await open(path, 'w');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  },
  rename,
  remove: (path) => rm(path, { force: true }),
};
