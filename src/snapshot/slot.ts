/** One of the two places a run is saved in: a file, as the storage at hand keeps it. */
export interface SlotFile {
  /** The whole file; null where there is none. */
  read(): Promise<Uint8Array<ArrayBuffer> | null>;
  /**
   * Replaces the file. When it resolves the bytes are on disk. When it rejects, or never returns, the file holds its old
   * bytes, or all the new ones, or begins with 8 zero bytes (a header length no container has), or does not exist.
   */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  remove(): Promise<void>;
}

export type Slots = readonly [SlotFile, SlotFile];

/** A slot in memory, for tests and for pages whose storage is blocked. */
export function memorySlot(): SlotFile {
  let file: Uint8Array<ArrayBuffer> | null = null;
  const put = (bytes: Uint8Array<ArrayBuffer> | null): Promise<void> => {
    file = bytes?.slice() ?? null;
    return Promise.resolve();
  };
  return { read: () => Promise.resolve(file?.slice() ?? null), write: put, remove: () => put(null) };
}

/** What a slot on a disk needs of the system; Node's `fs/promises` can give each in a line. */
export interface FileCalls {
  /** The whole file; null where there is none. */
  read(path: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Creates or replaces the file and flushes it to the disk. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  /** Moves a file over another in one step, as POSIX `rename`. */
  rename(from: string, to: string): Promise<void>;
  /** Deletes the file; nothing happens where there is none. */
  remove(path: string): Promise<void>;
}

/** A slot at `path`: written beside it, then moved over it. */
export const fileSlot = (calls: FileCalls, path: string): SlotFile => ({
  read: () => calls.read(path),
  write: async (bytes) => {
    const part = `${path}.part`;
    await calls.write(part, bytes);
    await calls.rename(part, path);
  },
  remove: () => calls.remove(path),
});
