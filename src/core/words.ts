/** Words that a person may choose among, and what is said of another one. */
import { SettingsError } from './errors.ts';
import { quote } from './quote.ts';

/** Characters that a list of words may take in a message. */
const ROOM = 1_500;

/** The words, or as many of the first as there is room for and how many there are more. */
function listed(words: readonly string[]): string {
  let room = ROOM;
  const shown = words.filter((word) => (room -= word.length + 2) >= 0);
  const more = words.length - shown.length;
  return more === 0 ? shown.join(', ') : `${shown.join(', ')} and ${more} more`;
}

/** What was expected instead of `given`: every right word there is room for, and the one that was probably meant. */
export function expectedOneOf(words: Iterable<string>, given: unknown): string {
  const all = [...words];
  if (all.length === 0) return 'none';
  const list = `one of ${listed(all)}`;
  if (typeof given !== 'string') return `text: ${list}`;
  const meant = nearestWord(given, all);
  return meant === null ? list : `${list}; did you mean '${meant}'?`;
}

/** The error for a word that `where` does not know. */
export const unknownWord = (where: string, given: unknown, words: Iterable<string>): SettingsError =>
  new SettingsError(`${where}: there is no ${quote(given)}, expected ${expectedOneOf(words, given)}`);

/** Ids that a message lists: the latest, of many. */
const LISTED = 20;

/** The error for an id that names nothing (any more); `remedy` says what to do. */
export function unknownId(what: string, given: string, known: Iterable<string>, remedy: string): SettingsError {
  const latest = [...known].slice(-LISTED);
  return new SettingsError(`${what} ${quote(given)} is not known, expected ${expectedOneOf(latest, given)}; ${remedy}`);
}

/** What `table` holds for a word, of its own properties only. @throws SettingsError for a word that it does not have */
export function chosen<T>(where: string, word: string, table: Readonly<Record<string, T>>): T {
  if (Object.hasOwn(table, word)) return table[word];
  throw unknownWord(where, word, Object.keys(table));
}

/** A misspelt word shares at least this much of the longer spelling's beginning. */
const SHARED = 0.6;
/** Longer texts are no misspelt words. */
const LONGEST = 64;

/**
 * The word that a misspelt one most probably stands for: the same but for case, spaces, hyphens and underscores; else the only
 * one of which letters were left out or doubled; else the only one with the longest common beginning. Null where none is near.
 */
export function nearestWord(given: string, words: readonly string[]): string | null {
  if (given.length > LONGEST) return null;
  const wanted = bare(given);
  if (wanted === '') return null;
  const like = (isLike: (word: string) => boolean): readonly string[] => words.filter((word) => isLike(bare(word)));
  const same = like((word) => word === wanted);
  const thinned = like((word) => isThinned(wanted, word) || isThinned(word, wanted));
  const begun = like((word) => sharedBeginning(wanted, word) >= SHARED * Math.max(wanted.length, word.length));
  const found = [same, thinned, begun].find((some) => some.length > 0);
  return found?.length === 1 ? found[0] : null;
}

const bare = (word: string): string => word.toLowerCase().replaceAll(/[\s_-]/g, '');

/** Whether `short` is `long` with at most half of its letters left out. */
function isThinned(short: string, long: string): boolean {
  if (short.length >= long.length || 2 * short.length < long.length) return false;
  let at = 0;
  for (const letter of long) if (letter === short[at]) at++;
  return at === short.length;
}

function sharedBeginning(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}
