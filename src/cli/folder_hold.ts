import { readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from './usage_error.ts';

/** Says which process keeps its run in a folder. */
const NAME = 'training.pid';

/**
 * Holds a folder until this process ends. Two that kept their runs in one would write over what the other keeps. What a process left
 * that was killed holds nobody up, and neither does a folder that cannot be written: a run says so when it comes to that.
 *
 * @throws UsageError where another process that is alive holds it
 */
export async function holdFolder(folder: string): Promise<void> {
  const path = join(folder, NAME);
  try {
    await mkdir(folder, { recursive: true });
  } catch {
    return;
  }
  if (!(await written(path))) {
    const holder = holderOf(path);
    if (holder !== null && isAlive(holder)) {
      throw new UsageError(
        `--checkpoints: process ${holder} keeps its run in ${folder}; wait until it ends, or name another folder (if it is no training, remove ${path})`,
      );
    }
    rmSync(path, { force: true });
    if (!(await written(path))) return holdFolder(folder); // another process was quicker
  }
  process.once('exit', () => {
    if (holderOf(path) === process.pid) rmSync(path, { force: true });
  });
}

/** Whether no process is named there, but for this one. */
async function written(path: string): Promise<boolean> {
  try {
    await writeFile(path, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'EEXIST');
  }
}

/** The process that a file names; null where it is gone or names none. */
function holderOf(path: string): number | null {
  try {
    const pid = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'; // somebody else's
  }
}
