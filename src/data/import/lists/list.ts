/** Whether the values of a column are lists, and of what: the facts from which it is decided what the column is. */
import { Elements } from './elements.ts';
import { fieldText } from '../text/encoding.ts';
import { detectTime } from '../values/time.ts';
import type { ListForm } from '../types.ts';

/** What the elements of lists look like. Impressions are items that were shown, with 1 for a click: `N27-1 N37-0` (MIND). */
export type ElementsKind = 'ids' | 'numbers' | 'words' | 'impressions';

export interface DetectedList {
  readonly form: ListForm;
  readonly kind: ElementsKind;
  /** 0 … 1: how sure it is that each value is a list of ids, as far as the values tell. */
  readonly confidence: number;
  readonly why: string;
  /** Share of the values that are not empty which have more than one element, and elements a value on average. */
  readonly several: number;
  readonly meanLength: number;
  /** Share of the elements that look like ids: no spaces inside, and a digit. */
  readonly ids: number;
  /** Different elements, of how many. */
  readonly distinct: number;
  readonly count: number;
  /** The first elements, at most 200, in which times may be looked for. */
  readonly elements: readonly string[];
}

const VALUES = 200;
const ELEMENTS = 200;
const LONGEST_ID = 64;
const MOSTLY = 0.9;
const HALF = 0.5;
/** A list that always has this many elements may be one, a value of fewer parts is a date, a price or a number. */
const EVEN_LENGTH = 4;

const BRACKETED = /^\s*(?:array)?\(?\s*[[({][^]*[\])}]\s*(?:,\s*dtype=[^)]*\))?\)?\s*$/;
/** An object, or lists in a list. */
const NESTED = /^\s*(?:\{\s*['"]?[^'",]*['"]?\s*:|[[({]\s*[[{(])/;
const IMPRESSION = /^\S+-[01]$/;
const FRACTION = /^[+-]?(?:\d*\.\d*[1-9]\d*|\d+(?:\.\d*)?[eE][+-]?\d+|-\d[\d.]*)$/;
/** Names under which lists of ids are published: RecBole's, MiniOneRec's, MIND's. */
const LIST_NAME =
  /(?:^|[_\W])(?:list|lists|seq|sequence|history|hist|items|clicks|clicked|session_items|item_ids)(?:$|[_\W])/i;

const SEPARATORS: readonly ListForm['separator'][] = ['|', ';', ',', ' '];

const isId = (value: string): boolean => value.length <= LONGEST_ID && /\d/.test(value) && !/\s/.test(value);

/** The elements of a list in a value, as text. */
export function listElements(value: string, separator: ListForm['separator']): readonly string[] {
  return elementsOf(new Elements(separator), value);
}

const ENCODER = new TextEncoder();

function elementsOf(list: Elements, value: string): readonly string[] {
  const bytes = ENCODER.encode(value);
  list.read(bytes, 0, bytes.length);
  return Array.from({ length: list.count }, (_, i) => fieldText(bytes.subarray(list.starts[i], list.ends[i])));
}

const shareOf = (values: readonly string[], test: (value: string) => boolean): number =>
  values.length === 0 ? 0 : values.filter(test).length / values.length;

function kindOf(elements: readonly string[]): ElementsKind {
  if (shareOf(elements, (value) => IMPRESSION.test(value)) >= MOSTLY) return 'impressions';
  if (shareOf(elements, (value) => FRACTION.test(value)) >= HALF) return 'numbers';
  return shareOf(elements, isId) >= MOSTLY ? 'ids' : 'words';
}

/** 1,234,567 and 3,5. */
const isOneValue = (value: string): boolean =>
  /^\s*[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?\s*$/.test(value) || /^\s*[+-]?\d+,\d+\s*$/.test(value);

/** Whether values with separators are lists at all, whatever of: of different lengths, or long; not sentences, not times. */
function areSeparated(values: readonly string[], lists: readonly (readonly string[])[], separator: string): boolean {
  const several = lists.filter(({ length }) => length > 1);
  if (several.length < HALF * lists.length) return false;
  const lengths = new Set(lists.map(({ length }) => length));
  const longest = several.reduce((most, { length }) => Math.max(most, length), 0);
  if ((lengths.size < 2 && longest < EVEN_LENGTH) || longest < 3) return false;
  const timed = shareOf(values, (value) => /\d:\d/.test(value)) > 1 - MOSTLY || detectTime(values) !== null;
  if (timed || shareOf(values, isOneValue) >= MOSTLY) return false;
  const elements = lists.flat();
  if (separator === ' ') return shareOf(elements, (value) => isId(value) && !/[.,;:!?]$/.test(value)) >= MOSTLY;
  return shareOf(elements, (value) => value.trim().split(/\s+/).length <= 3) >= MOSTLY;
}

function confidenceOf(kind: ElementsKind, brackets: boolean, named: boolean, several: number): number {
  if (kind === 'impressions') return 0.1;
  if (kind === 'numbers') return named ? 0.6 : 0.2;
  if (kind === 'words') return named ? 0.6 : 0.3;
  return named || (brackets && several > 0) ? 0.95 : 0.85;
}

function described(form: ListForm, lists: readonly (readonly string[])[], named: boolean): DetectedList {
  const all = lists.flat();
  const kind = kindOf(all);
  const several = lists.filter(({ length }) => length > 1).length / lists.length;
  const between = form.separator === 'brackets' ? 'in brackets' : `between "${form.separator}"`;
  return {
    ...{ form, kind, several },
    confidence: confidenceOf(kind, form.separator === 'brackets', named, several),
    why: `its values are lists of ${kind} ${between}`,
    meanLength: all.length / lists.length,
    ids: shareOf(all, isId),
    distinct: new Set(all).size,
    count: all.length,
    elements: all.slice(0, ELEMENTS),
  };
}

/**
 * How the values of a column are lists, null where they are none: dates, sentences, titles, amounts. Genres between bars are
 * lists of words. Looks at the first 200 values that are not empty.
 * @param name of the column: a name such as `item_id_list` speaks for a list where most have one element
 */
export function detectList(values: readonly string[], name = ''): DetectedList | null {
  const present = values.filter((value) => value.trim() !== '').slice(0, VALUES);
  if (present.length === 0) return null;
  const named = name.length <= LONGEST_ID && LIST_NAME.test(name);
  if (shareOf(present, (value) => BRACKETED.test(value)) >= MOSTLY) {
    if (shareOf(present, (value) => NESTED.test(value)) > 1 - MOSTLY) return null;
    const list = new Elements('brackets');
    const lists = present.map((value) => elementsOf(list, value));
    const none = lists.every(({ length }) => length < 2) && !named && present.every((value) => !value.includes('['));
    return none ? null : described({ separator: 'brackets', next: null }, lists, named);
  }
  for (const separator of SEPARATORS) {
    if (!present.some((value) => value.trim().includes(separator))) continue;
    const list = new Elements(separator);
    const lists = present.map((value) => elementsOf(list, value));
    const ids = shareOf(lists.flat(), isId) >= MOSTLY && !present.some(isOneValue);
    if (areSeparated(present, lists, separator) || (named && ids)) {
      return described({ separator, next: null }, lists, named);
    }
  }
  return null;
}

/** `item_id` for `item_id_list`, `history_item_id` and the like. */
const AFFIXES = /^(?:history|hist|prev|past|click(?:ed)?|seq)_|_(?:list|seq|sequence|history|hist)$/gi;

/** Index of the column with the value that follows the list in `column`, by their names; null where there is none. */
export function nextColumn(names: readonly string[], column: number): number | null {
  const plain = names[column].replace(AFFIXES, '');
  const at = plain === names[column] ? -1 : names.findIndex((name, i) => i !== column && name === plain);
  return at < 0 ? null : at;
}
