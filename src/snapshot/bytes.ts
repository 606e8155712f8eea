import { Pacer } from '../core/pace.ts';

/** What is handled in one go: some milliseconds of reading, writing, copying or comparing. */
export const PIECE_BYTES = 4 * 2 ** 20;

/** Whether two arrays hold the same bytes. A loop: `every` costs a call per byte, and checkpoints have millions. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Does `work` with one piece of large `bytes` after the other, `at` where each begins; others have their turn in between. */
export async function byPiece(
  bytes: Uint8Array<ArrayBuffer>,
  work: (piece: Uint8Array<ArrayBuffer>, at: number) => void,
): Promise<void> {
  const pacer = new Pacer('storage', {});
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    work(bytes.subarray(at, at + PIECE_BYTES), at);
    if (pacer.due()) await pacer.rest((at + PIECE_BYTES) / bytes.length);
  }
}

/** What a file held otherwise than it was given, as the end of a sentence; null where it holds exactly `given`. */
export async function otherThan(
  given: Uint8Array<ArrayBuffer>,
  held: Uint8Array<ArrayBuffer> | null,
): Promise<string | null> {
  let same = held?.length === given.length;
  await byPiece(given, (piece, at) => {
    same &&= held !== null && equalBytes(piece, held.subarray(at, at + piece.length));
  });
  return same ? null : `it kept other bytes than the ${given.length} it was given`;
}
