/** What is written as a folder or, under a name that ends in .zip, as an archive. */
import { readdirSync, statSync } from 'node:fs';
import { checkWritable, replaceFile } from './output_file.ts';
import { unpack } from './unpacked.ts';
import { UsageError } from './usage_error.ts';

const isZip = (out: string): boolean => out.endsWith('.zip');

/** Nothing of what stands in a folder is replaced. @throws UsageError */
export function checkNewFolder(option: string, out: string, others: readonly string[]): void {
  if (isZip(out)) {
    checkWritable(option, out, others);
    return;
  }
  const stat = statSync(out, { throwIfNoEntry: false });
  if (stat === undefined) return;
  if (!stat.isDirectory()) throw new UsageError(`${out} is a file, expected a new folder, or a name that ends in .zip`);
  if (readdirSync(out).length > 0) throw new UsageError(`${out} is not empty, expected a new folder`);
}

/** Writes an archive of one folder as that folder, or as the archive that it is. */
export const writeFolder = (zip: Uint8Array<ArrayBuffer>, out: string): Promise<void> =>
  isZip(out) ? replaceFile(out, zip) : unpack(zip, out);
