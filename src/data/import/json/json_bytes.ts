/**
 * Finding values in the bytes of JSON, without building them: a number keeps its characters. Nothing here recurses, so that
 * no depth overflows the stack. Trailing commas and the NaN and Infinity of Python are let through. Source: RFC 8259.
 */
export const QUOTE = 0x22;
export const BACKSLASH = 0x5c;
export const COLON = 0x3a;
export const COMMA = 0x2c;
export const OPEN = 0x7b;
export const CLOSE = 0x7d;
export const OPEN_LIST = 0x5b;
export const CLOSE_LIST = 0x5d;
export const LF = 0x0a;
export const CR = 0x0d;
/** Stands before each text of a JSON text sequence, RFC 7464. */
const RECORD_SEPARATOR = 0x1e;
export const MALFORMED = -1;

export const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === LF || byte === CR || byte === 0x09 || byte === RECORD_SEPARATOR;
export const opens = (byte: number): boolean => byte === OPEN || byte === OPEN_LIST;
export const closes = (byte: number): boolean => byte === CLOSE || byte === CLOSE_LIST;

export function skipSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(bytes[at])) at++;
  return at;
}

/** Position after the string that opens at `from`. */
export function skipString(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from + 1; at < end; at++) {
    if (bytes[at] === BACKSLASH) at++;
    else if (bytes[at] === QUOTE) return at + 1;
  }
  return MALFORMED;
}

/** Position after the object or array that opens at `from`. */
export function skipNested(bytes: Uint8Array, from: number, end: number): number {
  let depth = 0;
  let at = from;
  while (at < end) {
    if (bytes[at] === QUOTE) {
      at = skipString(bytes, at, end);
      if (at === MALFORMED) return MALFORMED;
      continue;
    }
    if (opens(bytes[at])) depth++;
    else if (closes(bytes[at]) && --depth === 0) return at + 1;
    at++;
  }
  return MALFORMED;
}

const SCALAR = /^(?:true|false|null|NaN|-?Infinity|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/;

/** Position after the number or the word at `from`. */
function skipScalar(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== COMMA && !closes(bytes[at]) && !isSpace(bytes[at])) at++;
  return SCALAR.test(String.fromCharCode(...bytes.subarray(from, Math.min(at, from + 64)))) ? at : MALFORMED;
}

/** Position after the value at `from`; MALFORMED where there is none that ends before `end`. */
export function skipValue(bytes: Uint8Array, from: number, end: number): number {
  if (from >= end) return MALFORMED;
  if (bytes[from] === QUOTE) return skipString(bytes, from, end);
  return opens(bytes[from]) ? skipNested(bytes, from, end) : skipScalar(bytes, from, end);
}

/** Position after the element at `from`, whatever it is; MALFORMED where it does not end before `end`. */
export function elementEnd(bytes: Uint8Array, from: number, end: number): number {
  if (bytes[from] === QUOTE) return skipString(bytes, from, end);
  if (opens(bytes[from])) return skipNested(bytes, from, end);
  let at = from;
  while (at < end && bytes[at] !== COMMA && bytes[at] !== OPEN_LIST && bytes[at] !== CLOSE_LIST) at++;
  return at < end ? at : MALFORMED;
}

/** Where the value of the member whose key ends at `keyEnd` begins; MALFORMED where no value does. */
export function valueAfter(bytes: Uint8Array, keyEnd: number, end: number): number {
  const colon = skipSpace(bytes, keyEnd, end);
  if (colon >= end || bytes[colon] !== COLON) return MALFORMED;
  const value = skipSpace(bytes, colon + 1, end);
  return value < end ? value : MALFORMED;
}

/** The text of the string `bytes[from … end)` with its quotes; null where it holds an escape that is none. */
export function stringText(bytes: Uint8Array, from: number, end: number): string | null {
  try {
    return String(JSON.parse(new TextDecoder().decode(bytes.subarray(from, end))));
  } catch {
    return null;
  }
}

/** Keys as most files write them: escaped where they must be, without their quotes. */
export const keyBytes = (name: string): Uint8Array => new TextEncoder().encode(JSON.stringify(name).slice(1, -1));

/** Whether `bytes[start … end)` is `word`. */
export function isWord(word: Uint8Array | undefined, bytes: Uint8Array, start: number, end: number): boolean {
  if (word?.length !== end - start) return false;
  for (let i = 0; i < word.length; i++) if (word[i] !== bytes[start + i]) return false;
  return true;
}

/** An element or a member that begins in `bytes`; `whole` where it also ends there. */
export interface Found {
  /** Empty for an element. */
  readonly key: string;
  /** Where the key begins; where the element does. */
  readonly keyFrom: number;
  readonly from: number;
  readonly end: number;
  readonly whole: boolean;
}

/** What stands in the array or object that opens at `from`, as far as it is well-formed; the last may be cut off. */
export function* contents(bytes: Uint8Array, from: number, end: number): Generator<Found> {
  const named = bytes[from] === OPEN;
  let at = skipSpace(bytes, from + 1, end);
  while (at < end && !closes(bytes[at])) {
    let key: string | null = '';
    const keyFrom = at;
    if (named) {
      const keyEnd = bytes[at] === QUOTE ? skipString(bytes, at, end) : MALFORMED;
      if (keyEnd === MALFORMED) return;
      key = stringText(bytes, at, keyEnd);
      at = valueAfter(bytes, keyEnd, end);
      if (at === MALFORMED || key === null) return;
    }
    const after = skipValue(bytes, at, end);
    yield { key, keyFrom, from: at, end: after === MALFORMED ? end : after, whole: after !== MALFORMED };
    if (after === MALFORMED) return;
    at = skipSpace(bytes, after, end);
    if (bytes[at] !== COMMA) return;
    at = skipSpace(bytes, at + 1, end);
  }
}

/** A string that never closes goes to the end, so that no part is looked at twice. */
const LENIENT = /("(?:[^"\\]|\\[^])*(?:"|$))|-?\b(?:NaN|Infinity)\b|,(?=\s*[}\]])/g;

/** The value of a JSON text with what `skipValue` lets through; undefined where it is none. */
export function parsed(text: string): unknown {
  for (const attempt of [
    () => text,
    () => text.replace(LENIENT, (found, string: string | undefined) => string ?? (found.startsWith(',') ? '' : 'null')),
  ]) {
    try {
      return JSON.parse(attempt()) as unknown;
    } catch {
      continue;
    }
  }
  return undefined;
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
