/** Base64 with the alphabet for addresses and without padding: RFC 4648, section 5. */
import { quote, refusal } from './refusal.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Character code → its 6 bits, 64 for what is no letter of the alphabet. */
const BITS = new Uint8Array(128).fill(64);
for (const [value, letter] of Array.from(ALPHABET).entries()) BITS[letter.charCodeAt(0)] = value;

export function toBase64url(bytes: Uint8Array): string {
  const pieces: string[] = [];
  for (let from = 0; from < bytes.length; from += PIECE) pieces.push(encodePiece(bytes.subarray(from, from + PIECE)));
  return pieces.join('');
}

/** Bytes encoded at a time; a multiple of 3, so that pieces join without padding. */
const PIECE = 3 * 4096;

function encodePiece(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const word = (bytes[i] << 16) | ((bytes[i + 1] ?? 0) << 8) | (bytes[i + 2] ?? 0);
    const letters = Math.min(4, bytes.length - i + 1);
    for (let k = 0; k < letters; k++) text += ALPHABET[(word >>> (18 - 6 * k)) & 63];
  }
  return text;
}

/** The bytes of `text`. Throws SnapshotError for every text but the one `toBase64url` gives these bytes. */
export function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  const rest = text.length % 4;
  if (rest === 1) throw refusal('LINK_TEXT', 'link', `${text.length} characters of content, which no link has`);
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [word, bits, at] = [0, 0, 0];
  for (let i = 0; i < text.length; i++) {
    const value = BITS[text.charCodeAt(i)] ?? 64;
    if (value === 64)
      throw refusal('LINK_TEXT', `character ${i + 1} of the content`, `${quote(text[i])} is in no link`);
    word = ((word << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = word >>> bits;
    }
  }
  if ((word & ((1 << bits) - 1)) !== 0)
    throw refusal('LINK_TEXT', 'link', 'its last character is not one that links end in');
  return bytes;
}
