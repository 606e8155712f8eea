/**
 * What a table may say whose columns have no telling names: who did what, in every way that its values allow, the likeliest
 * first. Exports mostly put the user first and the item after it; Amazon's ratings of 2018 do not, and a history that names
 * nobody has no user at all.
 */
import { countsWithin, determines, type Facts, varies } from './facts.ts';
import { LINE_ABOVE } from '../text/header.ts';
import type { DetectedList } from '../lists/list.ts';
import { chooseWhen, type When } from './when.ts';

/** Columns of the user and of the item; −1 for a user that nobody names. */
export interface Alternative {
  readonly user: number;
  readonly item: number;
  readonly when: When | null;
  readonly score: number;
  /** In the sample: users, items and rows. */
  readonly users: number;
  readonly items: number;
}

/** Whether lists are of items: of ids, or of words where the name of the column speaks for a list. */
export const isHistory = ({ kind, confidence }: DetectedList): boolean =>
  (kind === 'ids' || kind === 'words') && confidence >= MOSTLY;

const MOST = 6;
/** Only the first columns are tried: a table without names is narrow. */
const COLUMNS = 12;
const LONGEST_ID = 140;
const LONGEST_WORDS = 60;
const MOSTLY = 0.5;
/** A user of a log does something again. */
const ONCE = 0.9;
const ENOUGH_ROWS = 20;

/** Ratings, hours, prices: numbers of which some have a fraction, or are written with one. */
const hasFractions = ({ numeric, samples }: Facts): boolean =>
  numeric && samples.length > 1 && samples.every((value) => /^-?\d+[.,]\d{1,2}$/.test(value.trim()));

function mayBeId(facts: Facts): boolean {
  if (facts.counter || facts.distinct === 0 || facts.filled < MOSTLY) return false;
  if (facts.list !== null) return isHistory(facts.list);
  if (facts.look === 'coordinate' || hasFractions(facts)) return false;
  if (facts.time?.form.kind === 'date') return false;
  return facts.averageLength <= (facts.look === 'words' ? LONGEST_WORDS : LONGEST_ID);
}

/** How much a column looks like people, or like things. */
function asUser({ look, distinct, values, rating, list }: Facts, name: string): number {
  if (list !== null) return -5;
  const above = name === LINE_ABOVE ? -2 : 0;
  const once = values.length >= ENOUGH_ROWS && distinct > ONCE * values.length ? -1.5 : 0;
  const kinds: Partial<Record<Facts['look'], number>> = {
    email: 3,
    'amazon person': 3,
    uuid: 0.5,
    asin: -3,
    words: -3,
    address: -2,
  };
  return above + (kinds[look] ?? 0) + once - (rating && distinct < 12 ? 0.5 : 0) - (distinct < 2 ? 2 : 0);
}

function asItem({ look, distinct, rating, values, numeric, time, list }: Facts, name: string): number {
  if (list !== null) return 2;
  if (name === LINE_ABOVE) return 3; // however few there are in the first rows
  const kinds: Partial<Record<Facts['look'], number>> = {
    asin: 3,
    address: 0.5,
    words: 0.3,
    'amazon person': -3,
    email: -3,
  };
  const few = values.length >= ENOUGH_ROWS && (distinct < 3 || (rating && distinct <= 11)) ? -1 : 0;
  const fractions = numeric && values.some((value) => /[.,]\d*[1-9]/.test(value)) ? -1.5 : 0;
  const moments = time?.form.kind === 'epoch' ? (distinct > MOSTLY * values.length ? -3 : -1) : 0;
  return (kinds[look] ?? 0) + few + fractions + moments - (distinct < 2 ? 2 : 0);
}

/** What speaks against a user and an item beside each other. */
function together(who: Facts, what: Facts): number {
  // Nobody does one thing again and again, and places in a history are no things.
  if (what.list === null && (determines(who, what) || countsWithin(who.codes, what))) return -3;
  return determines(what, who) && !determines(who, what) ? -0.5 : 0; // a shelf, or a maker, of things
}

function alternative(names: readonly string[], columns: readonly Facts[], user: number, item: number): Alternative {
  const when = chooseWhen(names, columns, { who: user, session: -1, item }, new Set([user, item]));
  const [who, what] = [columns[user] ?? null, columns[item]];
  const rows = what.values.length;
  let score = asItem(what, names[item]);
  if (who === null) {
    score += when === null ? -5 : -0.6;
    // Of several texts the one with most different values is the thing itself, not its maker or its shelf.
    score += what.distinct / Math.max(rows, 1);
  } else {
    score += asUser(who, names[user]) + (user < item ? 1 : 0) + (user === 0 ? 0.3 : 0) + (item === user + 1 ? 0.3 : 0);
    if (when !== null) score += (varies(who.codes, columns[when.column].codes) ?? 1) > MOSTLY ? 0.7 : -1;
    score += together(who, what);
  }
  return { user, item, when, score, users: who?.distinct ?? 1, items: what.list?.distinct ?? what.distinct };
}

/**
 * @param user the column of the user where it is known, null where it is not; @param item likewise
 * @param taken columns whose names give them another use
 */
export function alternatives(
  names: readonly string[],
  columns: readonly Facts[],
  user: number | null = null,
  item: number | null = null,
  taken: ReadonlySet<number> = new Set(),
): readonly Alternative[] {
  const ids = columns.flatMap((facts, column) =>
    column < COLUMNS && !taken.has(column) && mayBeId(facts) ? [column] : [],
  );
  const users = user === null ? [...ids, -1] : [user];
  const items = item === null ? ids : [item];
  const all = users.flatMap((u) => items.filter((i) => i !== u).map((i) => alternative(names, columns, u, i)));
  return all
    .filter(({ user: who, when }) => who >= 0 || when !== null)
    .sort((a, b) => b.score - a.score)
    .slice(0, MOST);
}
