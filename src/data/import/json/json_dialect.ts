/** Whether a text is JSON or the literals of a programming language, and what stands before it. */
import { LF, parsed } from './json_bytes.ts';
import { LiteralStream } from './python_literal.ts';

/** `var x = `, `window.YTD.like.part0 = `, `callback(`, and what keeps browsers from running it as a script. */
const PREFIX =
  /^\s*(?:\)\]\}'?,?\s*|(?:\/\*\*\/\s*)?(?:(?:var|let|const|export\s+default)\s+)?(?:[A-Za-z_$][\w$.[\]'"]{0,100}\s*[=(]\s*)?)(?=[[{])/;
const OPENING = /^[\s\x1e]*[[{]/;

const CHECKED_BYTES = 64 * 1024;
const CHECKED_LINES = 40;
/** Begins an object whose key has no double quotes, or a list of strings without them. */
const LITERAL_OPENING = /^[\s\x1e[({]*(?:[uUbB]?'|\{\s*(?:[uU]'|[A-Za-z_$\d][\w$]*\s*:))/;

/** What stands before the JSON in a text that begins so; null where none follows. */
export function prefixOf(opening: string): string | null {
  if (OPENING.test(opening)) return '';
  return PREFIX.exec(opening)?.[0] ?? null;
}

/** The literals in `bytes` as JSON. */
function asJson(bytes: Uint8Array, complete: boolean): Uint8Array {
  const stream = new LiteralStream();
  const most = stream.push(bytes).slice();
  if (!complete) return most;
  const rest = stream.finish();
  const all = new Uint8Array(most.length + rest.length);
  all.set(most);
  all.set(rest, most.length);
  return all;
}

/** How a text is written, and the text as JSON. Lines that are JSON decide; where none is, how the text begins. */
export function dialectOf(
  bytes: Uint8Array,
  complete: boolean,
): { readonly dialect: 'json' | 'literals'; readonly json: Uint8Array } {
  const decoder = new TextDecoder();
  let [json, literals] = [0, 0];
  const head = bytes.subarray(0, CHECKED_BYTES);
  const last = head.length === bytes.length && complete ? head.length : head.lastIndexOf(LF);
  const lines = decoder.decode(head.subarray(0, Math.max(last, 0))).split('\n');
  for (const line of lines.slice(0, CHECKED_LINES)) {
    const value = line.trim().replace(/^\x1e/, '').replace(/,$/, '');
    if (!/^[[{].*[\]}]$/.test(value)) continue;
    if (parsed(value) !== undefined) json++;
    else if (parsed(decoder.decode(asJson(new TextEncoder().encode(value), true))) !== undefined) literals++;
  }
  const opening = LITERAL_OPENING.test(decoder.decode(head.subarray(0, 1024)));
  const isLiteral = literals > json || (literals === 0 && json === 0 && opening);
  return isLiteral ? { dialect: 'literals', json: asJson(bytes, complete) } : { dialect: 'json', json: bytes };
}
