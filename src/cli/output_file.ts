import { accessSync, constants, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from './usage_error.ts';

/** Refuses a file that could not be written, before the work whose result it would hold. */
export function checkWritable(option: string, path: string): void {
  const folder = dirname(path);
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat?.isDirectory() !== true) throw new UsageError(`--${option}: there is no folder ${folder}; make it first`);
  try {
    accessSync(folder, constants.W_OK);
  } catch {
    throw new UsageError(`--${option}: the folder ${folder} cannot be written to; choose another`);
  }
}
