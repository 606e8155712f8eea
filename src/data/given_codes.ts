/**
 * Codes of items as somebody else has published them: `{"0": ["<a_12>", "<b_7>"], …}`, item to tokens, a letter for each level and the
 * number of the code. So LETTER, LC-Rec and MiniOneRec write their index files; theirs are keyed by the ids that their interactions have.
 */
import { counted } from '../core/counted.ts';
import { SettingsError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';
import { sha256 } from '../core/sha256.ts';

/** Codes that were not made here, of every item of a catalogue. */
export interface GivenCodes {
  /** Of the file. */
  readonly name: string;
  readonly slots: number;
  /** Codes to choose from in a slot: all below it, those that no item has too. */
  readonly size: number;
  /** (items, slots), row-major. */
  readonly values: Uint16Array<ArrayBuffer>;
  /** Items of the file that the catalogue has not; their codes are of no use here. */
  readonly elsewhere: number;
  /** SHA-256, hex: see `digestOfCodes`. */
  readonly digest: string;
}

/** Characters of a file, at most: 100,000 items with 32 codes each take a third of it. */
const MOST_CHARACTERS = 128 * 2 ** 20;
const MOST_SLOTS = 32;
const MOST_CODES = 2 ** 14;

const TOKEN = /^<([a-z]+)_(\d{1,5})>$/;

/** A key of an object as JSON spells it. Tokens hold neither quotes nor colons, so that nothing else in a file that is right looks so. */
const KEY = /"((?:[^"\\]|\\.)*)"\s*:/g;

/**
 * Reads the codes of a catalogue.
 *
 * @param text  of the file
 * @param ids   of the catalogue
 * @throws SettingsError for what is no such file, an item that stands twice, an item of the catalogue without codes, more or fewer
 *   codes than the others have, a token that is none or of another level
 */
export async function readGivenCodes(name: string, text: string, ids: readonly string[]): Promise<GivenCodes> {
  const refuse = (what: string): SettingsError => new SettingsError(`codes of ${name}: ${what}`);
  const tokens = tokensOf(text, refuse);
  const known = new Set(ids);
  const elsewhere = [...tokens.keys()].filter((item) => !known.has(item)).length;
  if (elsewhere === tokens.size) {
    const [first] = tokens.keys();
    throw refuse(
      `none of its ${counted(tokens.size, 'item')} is one of the ${counted(ids.length, 'item')} of the data: it has ${quote(first)}, and the data ${quote(ids[0])}; ` +
        'use the file that belongs to these ids, such as row numbers beside row numbers',
    );
  }
  const lacking = ids.filter((id) => !tokens.has(id));
  if (lacking.length > 0) {
    throw refuse(
      `${counted(lacking.length, 'item')} of the data ${lacking.length === 1 ? 'has' : 'have'} no codes, the first is ${quote(lacking[0])}; expected codes of all ${counted(ids.length, 'item')}, or data without these`,
    );
  }
  const { slots, codes } = codesOf(tokens, refuse);
  const values = Uint16Array.from(ids.flatMap((id) => codes.get(id) ?? []));
  const size = values.reduce((most, code) => Math.max(most, code), 0) + 1;
  return { name, slots, size, values, elsewhere, digest: await digestOfCodes({ slots, values }) };
}

/** Names codes: SHA-256, hex, of how many an item has and of all of them, each as u16, little-endian. */
export async function digestOfCodes({ slots, values }: Pick<GivenCodes, 'slots' | 'values'>): Promise<string> {
  const bytes = new DataView(new ArrayBuffer(2 * (values.length + 1)));
  bytes.setUint16(0, slots, true);
  values.forEach((code, i) => bytes.setUint16(2 * (i + 1), code, true));
  return sha256(bytes.buffer);
}

type Refuse = (what: string) => SettingsError;

/** What the file says of each item, whatever it is. */
function tokensOf(text: string, refuse: Refuse): ReadonlyMap<string, unknown> {
  if (text.length > MOST_CHARACTERS) {
    throw refuse(`${counted(text.length, 'character')}, expected at most ${counted(MOST_CHARACTERS, 'character')}`);
  }
  const expected = 'expected {"item": ["<a_12>", "<b_7>"], …}, a list of tokens for each item';
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    throw refuse(`it is no JSON; ${expected}`);
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw refuse(`it is ${quote(read)}; ${expected}`);
  const tokens = new Map(Object.entries(read));
  if (tokens.size === 0) throw refuse(`it has no items; ${expected}`);
  const seen = new Set<string>();
  for (const [, spelled] of text.matchAll(KEY)) {
    const key = String(JSON.parse(`"${spelled}"`));
    if (seen.has(key)) throw refuse(`item ${quote(key)} stands there twice; keep one of the two`);
    seen.add(key);
  }
  return tokens;
}

/** The numbers of the tokens. */
function codesOf(tokens: ReadonlyMap<string, unknown>, refuse: Refuse) {
  const codes = new Map<string, number[]>();
  let levels: readonly string[] | null = null;
  for (const [item, listed] of tokens) {
    if (!Array.isArray(listed)) throw refuse(`item ${quote(item)} has ${quote(listed)}, expected a list of tokens`);
    const slots: number = levels?.length ?? listed.length;
    if (slots < 1 || slots > MOST_SLOTS) {
      throw refuse(`item ${quote(item)} has ${counted(slots, 'token')}, expected 1 to ${MOST_SLOTS}`);
    }
    if (listed.length !== slots) {
      throw refuse(
        `item ${quote(item)} has ${counted(listed.length, 'token')}, expected ${slots} as the items before it`,
      );
    }
    const read = listed.map((token: unknown, slot) =>
      tokenOf(token, `token ${slot + 1} of item ${quote(item)}`, refuse),
    );
    levels ??= read.map(({ level }) => level);
    const odd = levels.findIndex((level, slot) => level !== read[slot].level);
    if (odd >= 0) {
      throw refuse(
        `token ${odd + 1} of item ${quote(item)} is ${quote(listed[odd])}, expected <${levels[odd]}_…> as of the items before it`,
      );
    }
    codes.set(
      item,
      read.map(({ code }) => code),
    );
  }
  return { slots: levels?.length ?? 0, codes };
}

function tokenOf(token: unknown, where: string, refuse: Refuse): { readonly level: string; readonly code: number } {
  const [, level, digits] = (typeof token === 'string' ? TOKEN.exec(token) : null) ?? [];
  const code = Number(digits);
  if (level !== undefined && code < MOST_CODES) return { level, code };
  throw refuse(
    `${where} is ${quote(token)}, expected a letter and a number below ${MOST_CODES.toLocaleString('en')}, as <a_12>`,
  );
}
