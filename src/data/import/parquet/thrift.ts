/**
 * Walks a struct of Thrift's compact protocol without making anything of it, before a parser does: numbers of any length,
 * nesting of any depth and lists of any count would cost a parser time in square of the bytes, its stack or all memory.
 * Source: https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md.
 */
const STOP = 0;
const [TRUE, FALSE, BYTE, I16, I32, I64, DOUBLE, BINARY, LIST] = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const STRUCT = 12;

const VARINT_BYTES = 10;
const DEPTH = 16;
/** Elements of the largest footer: 30,000 chunks of columns have about a million. */
const ELEMENTS = 4_000_000;

/** The bytes are no such struct; the message completes "the file is damaged: ". */
export class MalformedError extends Error {}

/** The bytes end before the struct does. */
class EndError extends Error {}

class Walker {
  at: number;
  readonly #bytes: Uint8Array;
  #elements = 0;

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes;
    this.at = at;
  }

  struct(depth: number): void {
    if (depth > DEPTH) throw new MalformedError('its description is nested too deeply');
    for (;;) {
      const byte = this.#byte();
      if ((byte & 15) === STOP) return;
      if (byte >> 4 === 0) this.#varint();
      this.#element(byte & 15, depth);
    }
  }

  #element(type: number, depth: number): void {
    if (++this.#elements > ELEMENTS) throw new MalformedError('its description has too many parts');
    if (type === TRUE || type === FALSE) return;
    if (type === BYTE) this.#skip(1);
    else if (type === I16 || type === I32 || type === I64) this.#varint();
    else if (type === DOUBLE) this.#skip(8);
    else if (type === BINARY) this.#skip(this.#varint());
    else if (type === LIST) this.#list(depth);
    else if (type === STRUCT) this.struct(depth + 1);
    else throw new MalformedError(`its description has a part of type ${type}`);
  }

  #list(depth: number): void {
    if (depth >= DEPTH) throw new MalformedError('its description is nested too deeply');
    const byte = this.#byte();
    const count = byte >> 4 === 15 ? this.#varint() : byte >> 4;
    const type = byte & 15;
    for (let i = 0; i < count; i++) this.#element(type === TRUE || type === FALSE ? BYTE : type, depth + 1);
  }

  #varint(): number {
    let value = 0;
    for (let i = 0; i < VARINT_BYTES; i++) {
      const byte = this.#byte();
      value += (byte & 0x7f) * 2 ** (7 * i);
      if (byte < 0x80) return value;
    }
    throw new MalformedError('its description has a number that does not end');
  }

  #byte(): number {
    if (this.at >= this.#bytes.length) throw new EndError();
    return this.#bytes[this.at++];
  }

  #skip(bytes: number): void {
    this.at += bytes;
    if (this.at > this.#bytes.length) throw new EndError();
  }
}

/** Where the struct at `from` ends; −1 where the bytes end before. Throws MalformedError where it is none. */
export function structEnd(bytes: Uint8Array, from: number): number {
  const walker = new Walker(bytes, from);
  try {
    walker.struct(0);
  } catch (failure) {
    if (failure instanceof EndError) return -1;
    throw failure;
  }
  return walker.at;
}
