/**
 * What programs print of their objects, as JSON: Python's `repr` ({'a': None, 'b': (1, 2), u'c': 'it\'s'}), the shell of
 * MongoDB and JavaScript ({a: ISODate("…")}). A stream of bytes in, a stream of bytes out; lines stay lines, so that one that
 * is malformed spoils no other. Source: Python 3.14, "Lexical analysis", section 2.5.
 */
import {
  BACKSLASH,
  CLOSE,
  CLOSE_LIST,
  COLON,
  COMMA,
  isSpace,
  LF,
  OPEN,
  OPEN_LIST,
  opens,
  QUOTE,
  skipSpace,
} from './json_bytes.ts';
import { literalString } from './python_string.ts';

const APOSTROPHE = 0x27;
const OPEN_CALL = 0x28;
const CLOSE_CALL = 0x29;
/** A token that is longer is handed on as it stands. */
const LONGEST_TOKEN = 1024 * 1024;
const LONGEST_CALL = 1024;
const DEEPEST = 1000;
/** How many bytes of JSON a byte can become: a character that has to be escaped as `\u0000`, a key of one letter. */
const WIDENING = 6;

const isWordByte = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) ||
  (byte >= 0x41 && byte <= 0x5a) ||
  (byte >= 0x61 && byte <= 0x7a) ||
  byte === 0x5f ||
  byte === 0x24 ||
  byte === 0x2e ||
  byte === 0x2d ||
  byte === 0x2b ||
  byte >= 0x80;

const WORDS: ReadonlyMap<string, string> = new Map([
  ['True', 'true'],
  ['False', 'false'],
  ...['None', 'nan', 'NaN', 'inf', '-inf', 'Infinity', '-Infinity', 'undefined', 'NaT'].map(
    (word) => [word, 'null'] as const,
  ),
]);
const STRING_PREFIX = /^(?:[uU]|[bB]|[rR]|[bB][rR]|[rR][bB])$/;
const LONG = /^(-?\d+)[lL]$/;
/** Numbers that JSON writes otherwise: `.5`, `5.`, `+5`. */
const NUMBER = /^([+-]?)(\d*)(?:\.(\d*))?((?:[eE][+-]?\d+)?)$/;

/** A token that does not end in the bytes at hand. */
const OPEN_END = -1;

export class LiteralStream {
  private held = new Uint8Array(0);
  private out = new Uint8Array(0);
  private length = 0;
  /** What each open round bracket has become: a list, or nothing around the argument of a call. */
  private readonly brackets: boolean[] = [];
  /** Whether each open curly bracket is that of a set, which becomes a list. */
  private readonly sets: boolean[] = [];

  /** The JSON of the tokens that end in `piece`; valid until the next call. */
  push(piece: Uint8Array): Uint8Array {
    return this.take(piece, false);
  }

  /** The JSON of what is left. */
  finish(): Uint8Array {
    return this.take(new Uint8Array(0), true);
  }

  private take(piece: Uint8Array, final: boolean): Uint8Array {
    const bytes = new Uint8Array(this.held.length + piece.length);
    bytes.set(this.held);
    bytes.set(piece, this.held.length);
    const room = WIDENING * bytes.length + 16;
    if (this.out.length < room) this.out = new Uint8Array(room);
    this.length = 0;
    let at = 0;
    while (at < bytes.length) {
      const after = this.token(bytes, at, final);
      if (after === OPEN_END) break;
      at = after;
    }
    this.held = bytes.slice(at);
    return this.out.subarray(0, this.length);
  }

  private emit(text: string): void {
    this.length += new TextEncoder().encodeInto(text, this.out.subarray(this.length)).written;
  }

  private copy(bytes: Uint8Array, from: number, end: number): number {
    this.out.set(bytes.subarray(from, end), this.length);
    this.length += end - from;
    return end;
  }

  /** Turns the token at `from` into JSON; returns the position after it. */
  private token(bytes: Uint8Array, from: number, final: boolean): number {
    const byte = bytes[from];
    if (byte === QUOTE || byte === APOSTROPHE) return this.string(bytes, from, from, final);
    if (byte === OPEN_CALL || byte === CLOSE_CALL) return this.bracket(byte, from);
    if (byte === OPEN || byte === CLOSE) return this.brace(bytes, from, final);
    if (isWordByte(byte)) return this.word(bytes, from, final);
    this.out[this.length++] = byte;
    return from + 1;
  }

  private bracket(byte: number, from: number): number {
    if (byte === OPEN_CALL && this.brackets.length < DEEPEST) {
      this.brackets.push(true);
      this.out[this.length++] = 0x5b;
    } else if (this.brackets.pop() ?? true) this.out[this.length++] = 0x5d;
    return from + 1;
  }

  private brace(bytes: Uint8Array, from: number, final: boolean): number {
    let set = false;
    if (bytes[from] === OPEN) {
      const is = isSet(bytes, from);
      if (is === null && !final && bytes.length - from < LONGEST_TOKEN) return OPEN_END;
      set = is ?? false;
      if (this.sets.length < DEEPEST) this.sets.push(set);
      this.out[this.length++] = set ? OPEN_LIST : OPEN;
    } else {
      set = this.sets.pop() ?? false;
      this.out[this.length++] = set ? CLOSE_LIST : CLOSE;
    }
    return from + 1;
  }

  /** A string whose prefix begins at `from` and whose quote stands at `quote`. */
  private string(bytes: Uint8Array, from: number, quote: number, final: boolean): number {
    const end = stringEnd(bytes, quote);
    if (end === OPEN_END) {
      if (!final && bytes.length - from < LONGEST_TOKEN) return OPEN_END;
      return this.copy(bytes, from, bytes.length);
    }
    if (bytes[end - 1] !== bytes[quote] || end - quote < 2) return this.copy(bytes, from, end); // cut off by the line's end
    const inner = bytes.subarray(quote + 1, end - 1);
    if (!inner.includes(BACKSLASH) && !inner.includes(QUOTE)) {
      this.out[this.length++] = QUOTE;
      this.copy(inner, 0, inner.length);
      this.out[this.length++] = QUOTE;
    } else this.emitBytes(literalString(inner));
    return end;
  }

  private emitBytes(bytes: Uint8Array): void {
    this.copy(bytes, 0, bytes.length);
  }

  /** A name, a number, a call, or the prefix of a string. */
  private word(bytes: Uint8Array, from: number, final: boolean): number {
    let end = from + 1;
    while (end < bytes.length && isWordByte(bytes[end])) end++;
    let next = end;
    while (next < bytes.length && isSpace(bytes[next]) && bytes[next] !== LF) next++;
    if (next === bytes.length && !final && next - from < LONGEST_TOKEN) return OPEN_END; // what follows says what it is
    const text = new TextDecoder().decode(bytes.subarray(from, end));
    const quoted = bytes[end] === QUOTE || bytes[end] === APOSTROPHE;
    if (quoted && STRING_PREFIX.test(text)) return this.string(bytes, from, end, final);
    if (bytes[next] === OPEN_CALL) return this.call(bytes, text, { from, open: next, final });
    if (text === 'new') return end;
    if (bytes[next] === COLON) this.emit(JSON.stringify(text));
    else this.emit(jsonWord(text));
    return end;
  }

  /** `Decimal('1.5')` is its argument, `datetime.datetime(2020, 1, 2)` a date, of any other call the brackets are left out. */
  private call(
    bytes: Uint8Array,
    name: string,
    { from, open, final }: { from: number; open: number; final: boolean },
  ): number {
    const close = callEnd(bytes, open);
    if (close === OPEN_END) {
      if (!final && bytes.length - open < LONGEST_CALL) return OPEN_END;
      if (this.brackets.length === DEEPEST) return this.copy(bytes, from, open + 1);
      this.brackets.push(false);
      return open + 1;
    }
    const inside = new TextDecoder().decode(bytes.subarray(open + 1, close));
    const date = /(?:^|\.)date(?:time)?$/.test(name) ? dateOf(inside) : null;
    if (date !== null) {
      this.emit(JSON.stringify(date));
      return close + 1;
    }
    if (inside.trim() === '') {
      this.emit('null');
      return close + 1;
    }
    const first = FIRST_ARGUMENT.exec(inside);
    if (first === null) {
      this.brackets.push(false);
      return open + 1;
    }
    const start = open + 1 + new TextEncoder().encode(first[1]).length;
    if (first[2] === undefined) this.emit(jsonWord(first[3]));
    else this.string(bytes, start, start, true);
    return close + 1;
  }
}

/** A string, or a number or word, alone or before further arguments. */
const FIRST_ARGUMENT = /^(\s*)(?:(['"])|([\w.+-]+)\s*(?:,|$))/;

function jsonWord(text: string): string {
  const known = WORDS.get(text);
  if (known !== undefined) return known;
  const long = LONG.exec(text);
  if (long !== null) return long[1];
  const number = text === '' ? null : NUMBER.exec(text);
  if (number === null || (number[2] === '' && (number[3] ?? '') === '')) return text;
  const [, sign, whole, fraction, exponent] = number;
  const point = (fraction ?? '') === '' ? '' : `.${fraction}`;
  return `${sign === '-' ? '-' : ''}${whole === '' ? '0' : whole}${point}${exponent}`;
}

/** Whether `{1, 2}` and not `{1: 2}` opens at `from`; null where the bytes end before that shows. */
function isSet(bytes: Uint8Array, from: number): boolean | null {
  let at = skipSpace(bytes, from + 1, bytes.length);
  if (at === bytes.length) return null;
  if (bytes[at] === CLOSE || bytes[at] === OPEN) return false;
  if (opens(bytes[at]) || bytes[at] === OPEN_CALL) return true;
  while (at < bytes.length && isWordByte(bytes[at])) at++;
  if (bytes[at] === QUOTE || bytes[at] === APOSTROPHE) at = stringEnd(bytes, at);
  if (at === OPEN_END) return null;
  const next = skipSpace(bytes, at, bytes.length);
  return next === bytes.length ? null : bytes[next] === COMMA || bytes[next] === CLOSE || bytes[next] === OPEN_CALL;
}

/** Position after the string at `quote`, or of the end of its line where it does not close on it. */
function stringEnd(bytes: Uint8Array, quote: number): number {
  for (let at = quote + 1; at < bytes.length; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === bytes[quote]) return at + 1;
    else if (bytes[at] === LF) return at;
  }
  return OPEN_END;
}

/** Position of the bracket that closes a short call. */
function callEnd(bytes: Uint8Array, open: number): number {
  let depth = 0;
  const end = Math.min(bytes.length, open + LONGEST_CALL);
  for (let at = open; at < end; at++) {
    if (bytes[at] === QUOTE || bytes[at] === APOSTROPHE) {
      const after = stringEnd(bytes, at);
      if (after === OPEN_END) return OPEN_END;
      at = after - 1;
    } else if (bytes[at] === LF) return OPEN_END;
    else if (bytes[at] === OPEN_CALL) depth++;
    else if (bytes[at] === CLOSE_CALL && --depth === 0) return at;
  }
  return OPEN_END;
}

const DATE =
  /^\s*(\d{1,4}), (\d{1,2}), (\d{1,2})(?:, (\d{1,2}), (\d{1,2})(?:, (\d{1,2})(?:, (\d{1,6}))?)?)?(, (?:tzinfo|fold)=.*)?$/;

/** `2020, 1, 2, 3, 4, 5` as 2020-01-02 03:04:05; null where it is no date of a known zone. */
function dateOf(inside: string): string | null {
  const found = DATE.exec(inside);
  if (found === null) return null;
  const [, year, month, day, hour, minute, second = '0', micro, zone = ''] = found;
  const two = (part: string): string => part.padStart(2, '0');
  const date = `${year.padStart(4, '0')}-${two(month)}-${two(day)}`;
  if (hour === undefined) return date;
  const utc = /utc/i.test(zone);
  if (zone !== '' && !utc) return null;
  const fraction = micro === undefined ? '' : `.${micro.padStart(6, '0')}`;
  return `${date} ${two(hour)}:${two(minute)}:${two(second)}${fraction}${utc ? 'Z' : ''}`;
}
