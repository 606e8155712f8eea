/** Shared by the tests of this folder: files from texts, and one call that sniffs and reads. */
import { readInteractions, type ReadOptions } from './read.ts';
import { sniff, type SniffOptions } from './sniff.ts';
import type { ImportResult, NamedBlob } from './types.ts';

export const file = (name: string, content: string | Uint8Array<ArrayBuffer>): NamedBlob => ({
  name,
  blob: new Blob([content]),
});

/** Sniffs `files` and reads them as proposed. */
export async function importFiles(
  files: readonly NamedBlob[],
  options: ReadOptions & SniffOptions = {},
): Promise<ImportResult> {
  return readInteractions(files, await sniff(files, options), options);
}

/** Every interaction as `[user id, item id, time]`. */
export const triples = ({ interactions }: ImportResult): readonly (readonly [string, string, number | null])[] =>
  Array.from(interactions.user, (user, i) => [
    interactions.users[user],
    interactions.catalogue.ids[interactions.item[i]],
    interactions.time?.[i] ?? null,
  ]);

/** Bytes of a text in UTF-16, without a mark. */
export function utf16(text: string, littleEndian: boolean): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  for (let i = 0; i < text.length; i++) view.setUint16(2 * i, text.charCodeAt(i), littleEndian);
  return new Uint8Array(view.buffer);
}

/** `text` as a gzip file. */
export async function gzip(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
