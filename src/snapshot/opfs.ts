/**
 * Slots in the origin private file system, by synchronous access handles (dedicated workers only). Storage can lie:
 * beyond its quota Chromium 156 returns 4294967288 from `write` and lets `truncate` and `flush` pass, so every count is
 * compared with what was asked and every size read back. The caller reads the bytes back too.
 */
import { patiently } from '../core/patience.ts';
import { byPiece } from './bytes.ts';
import type { SlotFile } from './slot.ts';

/** The calls used of FileSystemSyncAccessHandle, which TypeScript declares for workers only. */
export interface SyncHandle {
  read(into: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(bytes: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

/** The call used of FileSystemFileHandle. */
export interface FileHandle {
  createSyncAccessHandle(): Promise<SyncHandle>;
}

/** The calls used of FileSystemDirectoryHandle. */
export interface Directory {
  getFileHandle(name: string, options?: { readonly create: boolean }): Promise<FileHandle>;
  removeEntry(name: string): Promise<void>;
}

/** A directory that can be listed. */
export interface ListedDirectory extends Directory {
  keys(): AsyncIterable<string>;
}

const LENGTH_BYTES = 8;

/** The folder `name` of this origin, created where it is missing. Rejects where storage is blocked. */
export async function opfsDirectory(name: string): Promise<ListedDirectory> {
  const root = await navigator.storage.getDirectory();
  const directory: unknown = await root.getDirectoryHandle(name, { create: true });
  // The same object with the method that lib.webworker declares and lib.dom does not.
  return directory as ListedDirectory;
}

/** The slot `name` in `directory`. */
export const opfsSlot = (directory: Directory, name: string): SlotFile => ({
  read: async () => {
    const file = await ifFound(directory.getFileHandle(name));
    if (file === null) return null;
    return using(await access(file, name), async (handle) => {
      const bytes = new Uint8Array(handle.getSize());
      await byPiece(bytes, (piece, at) => expectCount('read', handle.read(piece, { at }), piece.length));
      return bytes;
    });
  },
  write: async (bytes) => {
    const file = await directory.getFileHandle(name, { create: true });
    await using(await access(file, name), (handle) => overwrite(handle, bytes));
  },
  remove: async () => {
    await ifFound(directory.removeEntry(name));
  },
});

/** Files that are being opened. */
const opening = new Set<FileHandle>();

/** Opening a file takes milliseconds; beyond this it is given up. */
const OPEN_SECONDS = 30;

/**
 * Opens a file. Its handle is held on to meanwhile: where it is collected as garbage before the answer comes, Chromium 156
 * never answers (findings/chromium-opfs-collected-handle.sh).
 */
function access(file: FileHandle, name: string): Promise<SyncHandle> {
  opening.add(file);
  const opened = file.createSyncAccessHandle().finally(() => opening.delete(file));
  return patiently(opened, {
    seconds: OPEN_SECONDS,
    refuse: () => new Error(`browser storage has not opened ${name} for ${OPEN_SECONDS} s; restart the browser`),
    late: (handle) => handle.close(),
  });
}

/** Zeros the header's length, writes all behind it, then the length: the file is readable only when it is whole. */
async function overwrite(handle: SyncHandle, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  put(handle, new Uint8Array(LENGTH_BYTES), 0);
  handle.flush();
  if (handle.getSize() !== bytes.length) handle.truncate(bytes.length);
  await byPiece(bytes.subarray(LENGTH_BYTES), (piece, at) => put(handle, piece, LENGTH_BYTES + at));
  expectCount('hold', handle.getSize(), bytes.length);
  handle.flush();
  put(handle, bytes.subarray(0, LENGTH_BYTES), 0);
  handle.flush();
}

function put(handle: SyncHandle, bytes: Uint8Array<ArrayBuffer>, at: number): void {
  expectCount('write', handle.write(bytes, { at }), bytes.length);
}

function expectCount(what: string, count: number, requested: number): void {
  if (count === requested) return;
  const done = count > requested ? 'none' : count;
  throw new Error(`browser storage could ${what} ${done} of ${requested} bytes; it may be full`);
}

async function using<T>(handle: SyncHandle, body: (handle: SyncHandle) => Promise<T>): Promise<T> {
  try {
    return await body(handle);
  } finally {
    handle.close();
  }
}

/** null where a file system call says that there is no such file. */
async function ifFound<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return null;
    throw error;
  }
}
