/** What stands between the quotes of a string of Python or JavaScript, as a JSON string. */
const BACKSLASH = 0x5c;
const QUOTE = 0x22;

const SIMPLE: ReadonlyMap<string, string> = new Map([
  ['n', '\\n'],
  ['t', '\\t'],
  ['r', '\\r'],
  ['b', '\\b'],
  ['f', '\\f'],
  ['a', '\\u0007'],
  ['v', '\\u000b'],
  ["'", "'"],
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['/', '/'],
]);

/** `x41`, `u00e9`, `U0001f600`, `101`: how many digits follow, to which base. */
const NUMBERED = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3}))/;

function codeUnits(code: number): string {
  const text = code > 0x10ffff ? '\ufffd' : String.fromCodePoint(code);
  return Array.from({ length: text.length }, (_, i) => `\\u${text.charCodeAt(i).toString(16).padStart(4, '0')}`).join(
    '',
  );
}

/** The escape after a backslash, and how many characters of it are used; one that is none stays as it is, `\N{…}` too. */
function escape(rest: string): readonly [string, number] {
  const simple = SIMPLE.get(rest[0]);
  if (simple !== undefined) return [simple, 1];
  const found = NUMBERED.exec(rest);
  if (found === null) return ['\\\\', 0];
  const [all, ...[byte, short, long, octal]] = found;
  return [codeUnits(octal === undefined ? parseInt(byte ?? short ?? long, 16) : parseInt(octal, 8)), all.length];
}

/** `inner`, without its quotes, as JSON with quotes. Escapes that Python does not know are kept as they are written. */
export function literalString(inner: Uint8Array): Uint8Array {
  const out = new Uint8Array(6 * inner.length + 2);
  const encoder = new TextEncoder();
  let length = 0;
  out[length++] = QUOTE;
  for (let at = 0; at < inner.length; at++) {
    if (inner[at] === QUOTE) out[length++] = BACKSLASH;
    if (inner[at] !== BACKSLASH) {
      out[length++] = inner[at];
      continue;
    }
    const rest = String.fromCharCode(...inner.subarray(at + 1, at + 10));
    const [text, used] = escape(rest);
    length += encoder.encodeInto(text, out.subarray(length)).written;
    at += used;
  }
  out[length++] = QUOTE;
  return out.subarray(0, length);
}
