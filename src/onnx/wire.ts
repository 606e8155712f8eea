/**
 * Protocol buffers, written: varints, numbers of 4 bytes and what is delimited by its length. A message is a list of pieces, so that
 * weights go into a file as they lie in memory, whatever stands around them.
 *
 * @see https://protobuf.dev/programming-guides/encoding
 */
export type Wire = readonly Uint8Array[];

const [VARINT, DELIMITED, FIXED32] = [0, 2, 5];

/** A number of bytes that follow. */
export const lengthOf = (wire: Wire): number => wire.reduce((sum, piece) => sum + piece.byteLength, 0);

/** A 64-bit integer, seven bits a byte, the lowest first; one below 0 as its two's complement. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  return [...bytes, Number(rest)];
}

const tag = (field: number, type: number): number[] => varint(field * 8 + type);

/** Several fields, or several messages, one behind the other. */
export const joined = (...parts: readonly Wire[]): Wire => parts.flat();

/** A field that is an integer. */
export const integer = (field: number, value: number): Wire => [
  Uint8Array.from([...tag(field, VARINT), ...varint(value)]),
];

/** A field that is a number in single precision, little-endian. */
export function float(field: number, value: number): Wire {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return [Uint8Array.from(tag(field, FIXED32)), bytes];
}

/** A field that is a message, or bytes. */
export const delimited = (field: number, content: Wire): Wire => [
  Uint8Array.from([...tag(field, DELIMITED), ...varint(lengthOf(content))]),
  ...content,
];

export const text = (field: number, value: string): Wire => delimited(field, [new TextEncoder().encode(value)]);

/** The bytes of a message in one piece. */
export function inOnePiece(wire: Wire): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(lengthOf(wire));
  let at = 0;
  for (const piece of wire) {
    bytes.set(piece, at);
    at += piece.byteLength;
  }
  return bytes;
}
