/**
 * Byte strings to codes 0, 1, 2, … in order of first appearance. A JavaScript string is made only for each new one.
 *
 * Open addressing with linear probing. A slot holds four words side by side, so that finding an id of at most eight bytes
 * touches one cache line: code + 1 (0 is free), length, and two key words. The key words of a short id are its bytes; those
 * of a longer one are two hashes of it, and its bytes are compared with the arena.
 */
import { fieldText, strictUtf8 } from '../text/encoding.ts';

const SLOT_WORDS = 4;
const SHORT_BYTES = 8;
/** Up to here V8 joins characters into flat strings. */
const DECODER_PAYS_FROM = 12;

/** fmix32 of MurmurHash3 (Appleby 2011) over both key words. */
function mixed(first: number, second: number, length: number): number {
  let hash = Math.imul(first ^ Math.imul(second, 0x9e3779b1) ^ length, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** The ASCII text of a field without the cost of a decoder; null where it is long or not ASCII. */
function shortAscii(bytes: Uint8Array, start: number, end: number): string | null {
  if (end - start > DECODER_PAYS_FROM) return null;
  let text = '';
  for (let i = start; i < end; i++) {
    if (bytes[i] >= 0x80) return null;
    text += String.fromCharCode(bytes[i]);
  }
  return text;
}

export class ByteDictionary {
  readonly strings: string[] = [];
  /** Fields that were not UTF-8 and were read as Windows-1252. */
  repaired = 0;
  private slots = new Int32Array(2048 * SLOT_WORDS);
  /** String i is `arena[offsets[i] … offsets[i + 1])`. */
  private offsets = new Uint32Array(1025);
  private arena = new Uint8Array(16 * 1024);
  /** Key words of the string looked up last. */
  private first = 0;
  private second = 0;

  get size(): number {
    return this.strings.length;
  }

  /** Code of `bytes[start … end)`, −1 where it is not in the dictionary. */
  find(bytes: Uint8Array, start: number, end: number): number {
    return this.slots[this.locate(bytes, start, end)] - 1;
  }

  /** Code of `bytes[start … end)`, a new one where it has none. */
  code(bytes: Uint8Array, start: number, end: number): number {
    const slot = this.locate(bytes, start, end);
    const found = this.slots[slot] - 1;
    return found >= 0 ? found : this.add(slot, bytes, start, end);
  }

  /** Visits the UTF-8 of every string as `bytes[start … end)`, in order of the codes. */
  forEach(visit: (bytes: Uint8Array, start: number, end: number, code: number) => void): void {
    const { arena, offsets, size } = this;
    for (let code = 0; code < size; code++) visit(arena, offsets[code], offsets[code + 1], code);
  }

  /** Word index of the slot that holds the string, or of the free one where it would go. */
  private locate(bytes: Uint8Array, start: number, end: number): number {
    this.keyOf(bytes, start, end);
    const { slots, first, second } = this;
    const length = end - start;
    const mask = slots.length - 1;
    let at = (mixed(first, second, length) * SLOT_WORDS) & mask;
    for (;;) {
      const code = slots[at] - 1;
      if (code < 0) return at;
      const sameKey = slots[at + 1] === length && slots[at + 2] === first && slots[at + 3] === second;
      if (sameKey && (length <= SHORT_BYTES || this.equals(code, bytes, start, end))) return at;
      at = (at + SLOT_WORDS) & mask;
    }
  }

  private keyOf(bytes: Uint8Array, start: number, end: number): void {
    let first = 0;
    let second = 0;
    if (end - start <= SHORT_BYTES) {
      const middle = Math.min(start + 4, end);
      for (let i = start; i < middle; i++) first = (first << 8) | bytes[i];
      for (let i = middle; i < end; i++) second = (second << 8) | bytes[i];
    } else {
      for (let i = start; i < end; i++) {
        first = Math.imul(first ^ bytes[i], 0x01000193);
        second = (Math.imul(second, 31) + bytes[i]) | 0;
      }
    }
    this.first = first;
    this.second = second;
  }

  private equals(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { arena } = this;
    for (let i = start, j = this.offsets[code]; i < end; i++, j++) if (bytes[i] !== arena[j]) return false;
    return true;
  }

  private add(slot: number, bytes: Uint8Array, start: number, end: number): number {
    const text = shortAscii(bytes, start, end) ?? strictUtf8(bytes.subarray(start, end));
    if (text === null) {
      this.repaired++;
      const utf8 = new TextEncoder().encode(fieldText(bytes.subarray(start, end)));
      return this.code(utf8, 0, utf8.length);
    }
    const code = this.strings.length;
    this.strings.push(text);
    this.slots.set([code + 1, end - start, this.first, this.second], slot);
    this.store(code, bytes.subarray(start, end));
    if (2 * this.size * SLOT_WORDS > this.slots.length) this.widenSlots();
    return code;
  }

  private store(code: number, field: Uint8Array): void {
    const from = this.offsets[code];
    const end = from + field.length;
    if (end > this.arena.length) {
      const wider = new Uint8Array(2 * end);
      wider.set(this.arena);
      this.arena = wider;
    }
    if (code + 2 > this.offsets.length) {
      const wider = new Uint32Array(2 * this.offsets.length);
      wider.set(this.offsets);
      this.offsets = wider;
    }
    this.arena.set(field, from);
    this.offsets[code + 1] = end;
  }

  /** Twice the slots: the table stays at most half full. */
  private widenSlots(): void {
    const { slots } = this;
    const wider = new Int32Array(2 * slots.length);
    const mask = wider.length - 1;
    for (let from = 0; from < slots.length; from += SLOT_WORDS) {
      if (slots[from] === 0) continue;
      let to = (mixed(slots[from + 2], slots[from + 3], slots[from + 1]) * SLOT_WORDS) & mask;
      while (wider[to] !== 0) to = (to + SLOT_WORDS) & mask;
      for (let word = 0; word < SLOT_WORDS; word++) wider[to + word] = slots[from + word];
    }
    this.slots = wider;
  }
}
