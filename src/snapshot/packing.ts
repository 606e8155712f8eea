/** Bytes packed with DEFLATE, RFC 1951, by the browser's own streams. */
import { refusal } from './refusal.ts';

/** Fed in small pieces, so that what one piece unpacks to, at most 1,032 times its size, is counted before the next. */
const PIECE_BYTES = 1024;

export async function pack(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** What was packed. Throws SnapshotError for bytes that were not, or that would unpack to more than `most` bytes. */
export async function unpack(bytes: Uint8Array<ArrayBuffer>, most: number): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  const reader = inPieces(bytes).pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw refusal('LINK_PACKED', 'link', 'incomplete or damaged: its content does not unpack');
    });
    if (done) break;
    total += value.length;
    if (total > most) {
      void reader.cancel().catch(() => undefined);
      throw refusal('LINK_UNPACKED', 'link', `unpacks to more than ${most} bytes`);
    }
    pieces.push(value);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

function inPieces(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream(
    {
      pull(controller) {
        if (at < bytes.length) controller.enqueue(bytes.subarray(at, (at += PIECE_BYTES)));
        else controller.close();
      },
    },
    { highWaterMark: 0 },
  );
}
