/**
 * Byte strings to codes 0, 1, 2, … in order of first appearance. A JavaScript string is made only for each new one.
 * Open addressing with linear probing over a power-of-two table; FNV-1a, mixed at the end as in MurmurHash3's fmix32.
 */
import { fieldText, strictUtf8 } from './encoding.ts';

function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

const SPACE = 0x20;
const SHORT = 24;

/** The ASCII text of a short field without the cost of a decoder; null where it is long or not ASCII. */
function shortAscii(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start > SHORT) return null;
  for (let i = start; i < end; i++) if (bytes[i] >= 0x80) return null;
  return String.fromCharCode(...bytes.subarray(start, end));
}

/** A copy of an array with at least `capacity` places. */
function widened<T extends Uint32Array | Uint8Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

export class ByteDictionary {
  readonly strings: string[] = [];
  /** Codes of strings that are not ASCII or begin or end with a space: the only ones that may look like another. */
  readonly unusual: number[] = [];
  /** Fields that were not UTF-8 and were read as Windows-1252. */
  repaired = 0;
  /** Code + 1; 0 is free. */
  private table = new Int32Array(2048);
  private hashes = new Uint32Array(1024);
  /** String i is `arena[offsets[i] … offsets[i + 1])`. */
  private offsets = new Uint32Array(1025);
  private arena = new Uint8Array(16 * 1024);

  get size(): number {
    return this.strings.length;
  }

  /** Code of `bytes[start … end)`, −1 where it is not in the dictionary. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.table[this.slot(hashOf(bytes, start, end) >>> 0, bytes, start, end)] - 1;
  }

  /** Code of `bytes[start … end)`, a new one where it has none. */
  code(bytes: Uint8Array, start: number, end: number): number {
    const hash = hashOf(bytes, start, end) >>> 0;
    const slot = this.slot(hash, bytes, start, end);
    const found = this.table[slot] - 1;
    if (found >= 0) return found;
    const text = shortAscii(bytes, start, end) ?? strictUtf8(bytes.subarray(start, end));
    if (text === null) {
      this.repaired++;
      const utf8 = new TextEncoder().encode(fieldText(bytes.subarray(start, end)));
      return this.code(utf8, 0, utf8.length);
    }
    this.add(slot, hash, text, bytes.subarray(start, end));
    return this.size - 1;
  }

  private slot(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const { table, hashes } = this;
    const mask = table.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = table[slot] - 1;
      if (code < 0 || (hashes[code] === hash && this.equals(code, bytes, start, end))) return slot;
      slot = (slot + 1) & mask;
    }
  }

  private equals(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { arena } = this;
    const from = this.offsets[code];
    if (this.offsets[code + 1] - from !== end - start) return false;
    for (let i = start, j = from; i < end; i++, j++) if (bytes[i] !== arena[j]) return false;
    return true;
  }

  private add(slot: number, hash: number, text: string, field: Uint8Array): void {
    const code = this.strings.length;
    const full = code === this.hashes.length;
    if (full) this.widen();
    const from = this.offsets[code];
    if (from + field.length > this.arena.length) {
      this.arena = widened(this.arena, new Uint8Array(2 * (from + field.length)));
    }
    this.arena.set(field, from);
    this.offsets[code + 1] = from + field.length;
    this.hashes[code] = hash;
    this.strings.push(text);
    const spaced = field.length > 0 && (field[0] <= SPACE || field[field.length - 1] <= SPACE);
    if (text.length !== field.length || spaced) this.unusual.push(code);
    this.table[full ? this.freeSlot(hash) : slot] = code + 1;
  }

  /** Twice the places for strings and slots: the table stays at most half full. */
  private widen(): void {
    const codes = this.hashes.length;
    this.hashes = widened(this.hashes, new Uint32Array(2 * codes));
    this.offsets = widened(this.offsets, new Uint32Array(2 * codes + 1));
    this.table = new Int32Array(4 * codes);
    for (let code = 0; code < codes; code++) this.table[this.freeSlot(this.hashes[code])] = code + 1;
  }

  private freeSlot(hash: number): number {
    const mask = this.table.length - 1;
    let slot = hash & mask;
    while (this.table[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }
}
