import { BlobWriter, Uint8ArrayReader, ZipWriter } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { Pacer, type Pace } from '../core/pace.ts';
import type { ProjectFile } from './project.ts';

/** In this thread, as archives are read; of one date, so that the same project has the same bytes. */
const OPTIONS = { useWebWorkers: false, extendedTimestamp: false, lastModDate: new Date(2000, 0, 1) } as const;

/** Weights are as good as random to what packs them. */
const isPacked = (path: string): boolean => !path.endsWith('.safetensors');

/** The files as a zip archive in a folder of this name. @throws CancelledError */
export async function zipped(
  folder: string,
  files: readonly ProjectFile[],
  pace: Pace,
): Promise<Uint8Array<ArrayBuffer>> {
  const pacer = new Pacer('project', pace);
  const writer = new ZipWriter(new BlobWriter('application/zip'), OPTIONS);
  const all = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let before = 0;
  for (const { path, bytes } of files) {
    await pacer.rest(before / all);
    const options = { level: isPacked(path) ? 6 : 0, ...(pace.signal === undefined ? {} : { signal: pace.signal }) };
    await writer.add(`${folder}/${path}`, new Uint8ArrayReader(bytes), options);
    before += bytes.length;
  }
  const blob = await writer.close();
  return new Uint8Array(await blob.arrayBuffer());
}
