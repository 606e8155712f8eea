import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { BlobReader, Uint8ArrayWriter, ZipReader } from '@zip.js/zip.js/lib/zip-core-custom.js';

/** Writes the files of an archive that we made, which holds one folder, to `folder`. */
export async function unpack(zip: Uint8Array<ArrayBuffer>, folder: string): Promise<void> {
  const reader = new ZipReader(new BlobReader(new Blob([zip])), { useWebWorkers: false });
  for (const entry of await reader.getEntries()) {
    if (entry.directory) continue;
    const path = join(folder, entry.filename.slice(entry.filename.indexOf('/') + 1));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await entry.getData(new Uint8ArrayWriter()));
  }
  await reader.close();
}
