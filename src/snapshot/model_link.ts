/** A model file inside a link: the same bytes that a file has, packed; their own digests show whether they arrived whole. */
import { fromBase64url, toBase64url } from './base64url.ts';
import { MAX_LINKED_FILE_BYTES } from './limits.ts';
import { refusal } from './refusal.ts';
import { pack, unpack } from './packing.ts';

/** The content of a link that carries `file`. Throws SnapshotError for a file that no link carries. */
export async function modelContent(file: Uint8Array<ArrayBuffer>): Promise<string> {
  if (file.length > MAX_LINKED_FILE_BYTES) {
    const cause = `the model has ${file.length} bytes, expected at most ${MAX_LINKED_FILE_BYTES}`;
    throw refusal('LINK_LENGTH', 'link', cause);
  }
  return toBase64url(await pack(file));
}

/** The file in a link, still to be read by `readModel`. Throws SnapshotError. */
export const modelIn = (content: string): Promise<Uint8Array<ArrayBuffer>> =>
  unpack(fromBase64url(content), MAX_LINKED_FILE_BYTES);
