/**
 * Objects that stand for one value: MongoDB's Extended JSON (`{"$oid": …}`, `{"$date": …}`), the typed values of DynamoDB
 * (`{"S": …}`) and Avro's unions (`{"long": …}`). Sources: https://www.mongodb.com/docs/manual/reference/mongodb-extended-json,
 * the AWS developer guide "Data type descriptors", Avro 1.12 section "JSON Encoding".
 */
import { CLOSE, MALFORMED, OPEN, opens, QUOTE, skipSpace, skipString, skipValue, valueAfter } from './json_bytes.ts';

const WRAPPERS: ReadonlySet<string> = new Set([
  ...[
    '$oid',
    '$date',
    '$numberLong',
    '$numberInt',
    '$numberDouble',
    '$numberDecimal',
    '$uuid',
    '$symbol',
    '$timestamp',
  ],
  ...['S', 'N', 'string', 'int', 'long', 'float', 'double', 'boolean', 'bytes'],
]);
const LONGEST = Math.max(...[...WRAPPERS].map((word) => word.length));
/** `{"$date": {"$numberLong": "…"}}` */
const DEPTH = 2;

/** Where the one value begins and ends for which the object `bytes[from … end)` stands; null where it is another object. */
export function scalarWithin(bytes: Uint8Array, from: number, end: number): readonly [number, number] | null {
  let [start, stop] = [from, end];
  for (let depth = 0; depth < DEPTH && bytes[start] === OPEN; depth++) {
    const inner = wrapped(bytes, start, stop, depth > 0);
    if (inner === null) return null;
    [start, stop] = inner;
  }
  return start === from || opens(bytes[start]) ? null : [start, stop];
}

/** The value of an object's only key, if that is one of the words. A timestamp `{"t": …, "i": …}` is its seconds. */
function wrapped(bytes: Uint8Array, from: number, end: number, within: boolean): readonly [number, number] | null {
  const key = skipSpace(bytes, from + 1, end);
  if (bytes[key] !== QUOTE) return null;
  const keyEnd = skipString(bytes, key, Math.min(end, key + LONGEST + 2));
  if (keyEnd === MALFORMED) return null;
  const word = String.fromCharCode(...bytes.subarray(key + 1, keyEnd - 1));
  const seconds = within && word === 't';
  if (!seconds && !WRAPPERS.has(word)) return null;
  const value = valueAfter(bytes, keyEnd, end);
  const valueEnd = value === MALFORMED ? MALFORMED : skipValue(bytes, value, end);
  if (valueEnd === MALFORMED) return null;
  const last = bytes[skipSpace(bytes, valueEnd, end)];
  return last === CLOSE || seconds ? [value, valueEnd] : null;
}

/** Whether a value is an object that stands for one value. */
export function isScalarObject(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value);
  if (keys.length !== 1 || !WRAPPERS.has(keys[0])) return false;
  const [inner] = Object.values(value);
  if (typeof inner !== 'object' || inner === null) return true;
  const [word, ...more] = Object.keys(inner);
  return word === 't' || (WRAPPERS.has(word) && more.length === 0);
}
