import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';

/** Writes the files of an archive under `folder`, by another library than the one that made it. Returns their paths. */
export function unzipped(zip: Uint8Array, folder: string): string[] {
  const files = Object.entries(unzipSync(zip));
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return files.map(([path]) => path);
}
