/** What holds the rows in a JSON text, told from its beginning or from all of it. */
import { baseOf, holdersIn, rowsOf, type Holder } from './json_holders.ts';
import {
  contents,
  COMMA,
  isSpace,
  LF,
  MALFORMED,
  OPEN,
  opens,
  skipNested,
  skipSpace,
  type Found,
} from './json_bytes.ts';
import { SAMPLE_ROWS } from '../text/sample.ts';

const CHECKED_LINES = 50;
/** `;` and `)` may follow a JSON text in JavaScript. */
const isEnd = (byte: number): boolean => byte === 0x3b || byte === 0x29;

export interface Shape {
  readonly holder: Holder | null;
  /** Other places that hold rows, the largest first. */
  readonly others: readonly Holder[];
  /** The only value, where the text is one value. */
  readonly document: Found | null;
}

function linesOf(bytes: Uint8Array, complete: boolean): readonly Found[] {
  const lines: Found[] = [];
  for (let at = 0; at < bytes.length && lines.length < SAMPLE_ROWS;) {
    const lf = bytes.indexOf(LF, at);
    if (lf < 0 && !complete) break;
    const stop = lf < 0 ? bytes.length : lf;
    const from = skipSpace(bytes, at, stop);
    let end = stop;
    while (end > from && isSpace(bytes[end - 1])) end--;
    if (from < end) {
      const whole = opens(bytes[from]) && skipNested(bytes, from, end) === end;
      lines.push({ key: '', keyFrom: from, from, end, whole });
    }
    at = stop + 1;
  }
  return lines;
}

/** Values one after the other, with or without commas between them. */
function valuesOf(bytes: Uint8Array): readonly Found[] {
  const values: Found[] = [];
  let at = skipSpace(bytes, 0, bytes.length);
  while (at < bytes.length && opens(bytes[at]) && values.length < SAMPLE_ROWS) {
    const end = skipNested(bytes, at, bytes.length);
    if (end === MALFORMED) break;
    values.push({ key: '', keyFrom: at, from: at, end, whole: true });
    at = skipSpace(bytes, end, bytes.length);
    if (bytes[at] === COMMA) at = skipSpace(bytes, at + 1, bytes.length);
  }
  return values;
}

const sequence = (bytes: Uint8Array, layout: 'lines' | 'values', records: readonly Found[]): Shape => ({
  holder: { ...rowsOf(bytes, records), layout, at: [], count: records.length, records },
  others: [],
  document: null,
});

/** Null where the text does not begin as JSON does. */
export function shapeOf(bytes: Uint8Array, complete: boolean): Shape | null {
  const lines = linesOf(bytes, complete);
  const checked = lines.slice(0, CHECKED_LINES);
  const good = checked.filter(({ whole }) => whole).length;
  if (good > 1 && 2 * good >= checked.length)
    return sequence(
      bytes,
      'lines',
      lines.filter(({ whole }) => whole),
    );
  const from = skipSpace(bytes, 0, bytes.length);
  const end = skipNested(bytes, from, bytes.length);
  if (end !== MALFORMED) {
    const next = skipSpace(bytes, end, bytes.length);
    const follows = next < bytes.length && !isEnd(bytes[next]);
    const sameLine = !bytes.subarray(end, next).includes(LF);
    if (follows && bytes[next] !== OPEN && !(opens(bytes[next]) || (bytes[next] === COMMA && !sameLine))) {
      // `{…},{…}` is a list of objects; `[1, 2],5` is a table whose first field holds a list.
      if (bytes[from] !== OPEN || bytes[next] !== COMMA) return null;
    }
    if (follows) return sequence(bytes, 'values', valuesOf(bytes));
  }
  return documentShape(bytes, {
    key: '',
    keyFrom: from,
    from,
    end: end === MALFORMED ? bytes.length : end,
    whole: end !== MALFORMED,
  });
}

function documentShape(bytes: Uint8Array, document: Found): Shape {
  const holders = [...holdersIn(bytes, document, [])].sort((a, b) => b.count - a.count);
  const [holder = null, ...others] = holders;
  const oneLine = document.whole && !bytes.subarray(document.from, document.end).includes(LF);
  if (holder === null && bytes[document.from] === OPEN && oneLine) {
    return { ...sequence(bytes, 'lines', [document]), document };
  }
  return { holder, others, document };
}

/** The scalars that stand beside the rows in one object, by their keys. */
export function besides(bytes: Uint8Array, document: Found, { at }: Holder): readonly string[] {
  const base = baseOf(bytes, document, at.slice(0, -1));
  if (base === null) return [];
  return [...contents(bytes, base.from, base.end)].flatMap(({ key, from }) => (opens(bytes[from]) ? [] : [key]));
}
