import { accessSync, constants, statSync, type Stats } from 'node:fs';
import { open, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { UsageError } from './usage_error.ts';

/**
 * Refuses a file that could not be written, or that would replace one of `others`, which the command reads or writes too
 * (an empty one is none), before the work whose result it would hold. @throws UsageError
 */
export function checkWritable(option: string, path: string, others: readonly string[] = []): void {
  const folder = dirname(path);
  if (statOf(folder)?.isDirectory() !== true) {
    throw new UsageError(`--${option}: there is no folder ${folder}; make it first`);
  }
  const stat = statOf(path);
  if (stat?.isDirectory() === true) throw new UsageError(`--${option}: ${path} is a folder, expected a file`);
  if (!mayBeWritten(stat === undefined ? folder : path)) {
    const what = stat === undefined ? `the folder ${folder}` : path;
    throw new UsageError(`--${option}: ${what} cannot be written to; choose another`);
  }
  if (others.some((other) => other !== '' && areOne(path, other))) {
    throw new UsageError(`--${option}: ${path} is named twice and would be replaced; choose another`);
  }
}

/**
 * Writes a file beside `path` and puts it in its place once it is whole, so that what was there is lost only for all of
 * `content`. What is no plain file, as /dev/stdout, or stands in a folder that cannot be written to, is written to itself.
 */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const target = await realpath(path).catch(() => path); // a link stays one
  const stat = statOf(target);
  if ((stat !== undefined && !stat.isFile()) || !mayBeWritten(dirname(target))) {
    await writeFile(target, content);
    return;
  }
  const part = `${target}.${process.pid}.part`;
  try {
    await writeFile(part, content, stat === undefined ? {} : { mode: stat.mode });
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined); // the first error is the one to tell
    throw error;
  }
}

/** A file that is written piece by piece and takes its place once it is whole. */
export interface GrowingFile {
  write(piece: Uint8Array): Promise<void>;
  /** Puts it in its place. */
  done(): Promise<void>;
  /** Leaves what was there before. */
  drop(): Promise<void>;
}

/** As `replaceFile`, of what comes in pieces. */
export async function growingFile(path: string): Promise<GrowingFile> {
  const target = await realpath(path).catch(() => path); // a link stays one
  const stat = statOf(target);
  const beside = (stat === undefined || stat.isFile()) && mayBeWritten(dirname(target));
  const part = beside ? `${target}.${process.pid}.part` : target;
  const file = await open(part, 'w', stat?.mode);
  return {
    write: (piece) => file.writeFile(piece),
    async done() {
      await file.close();
      if (beside) await rename(part, target);
    },
    async drop() {
      await file.close();
      if (beside) await rm(part, { force: true });
    },
  };
}

const statOf = (path: string): Stats | undefined => statSync(path, { throwIfNoEntry: false });

function mayBeWritten(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Whether two paths name one file, which a link may do too. */
function areOne(a: string, b: string): boolean {
  if (resolve(a) === resolve(b)) return true;
  const [one, other] = [statOf(a), statOf(b)];
  return one !== undefined && one.isFile() && one.ino === other?.ino && one.dev === other.dev;
}
