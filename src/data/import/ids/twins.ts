/** Ids that are written in several ways: how many there are, and one code for those that the plan joins. */
import { Alike } from './alike.ts';
import type { ByteDictionary } from './dictionary.ts';
import { grouped } from '../limits.ts';
import { caseCounts, differ, plainId, shownId } from './spelling.ts';
import { spellings, type Joined, type Problem, type Spelling, type Twins } from '../types.ts';

/** Ids by code, and the code of each interaction. */
export interface Coded {
  readonly ids: ByteDictionary;
  readonly codes: Uint32Array;
}

export interface Joining {
  readonly ids: readonly string[];
  /** The new code of each old one, in order of first appearance as those were. */
  readonly codeOf: Uint32Array;
}

export interface SpellingReport {
  readonly twins: readonly Twins[];
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** Null where the plan joins nothing. */
  readonly joining: Joining | null;
}

/** Groups of codes that are one id by `chosen`, in each the codes in order. */
function classesOf(
  ids: readonly string[],
  codes: readonly number[],
  chosen: readonly Spelling[],
): readonly (readonly number[])[] {
  if (codes.length === 2) {
    const [a, b] = codes;
    return plainId(ids[a], chosen) === plainId(ids[b], chosen) ? [[a, b]] : [[a], [b]];
  }
  const classes = new Map<string, number[]>();
  for (const code of codes) {
    const plain = plainId(ids[code], chosen);
    const known = classes.get(plain);
    if (known === undefined) classes.set(plain, [code]);
    else known.push(code);
  }
  return [...classes.values()];
}

function countsOf({ ids, codes }: Coded): Uint32Array {
  const counts = new Uint32Array(ids.size);
  for (const code of codes) counts[code]++;
  return counts;
}

const sumOf = (counts: Uint32Array, codes: readonly number[]): number =>
  codes.reduce((sum, code) => sum + counts[code], 0);

/** What one spelling keeps apart, or joins. */
interface Tally {
  ids: number;
  /** Interactions of those ids but for the spelling that most of them have. */
  rows: number;
  readonly examples: (readonly string[])[];
}

const EXAMPLES = 3;

/**
 * What `spelling` makes one beside the spellings of `base`: of the ids that are one by all of them, those that are not
 * without it.
 */
function tallyOf(
  spelling: Spelling,
  base: readonly Spelling[],
  { ids: { strings } }: Coded,
  alike: Alike,
  counts: () => Uint32Array,
): Tally {
  const tally: Tally = { ids: 0, rows: 0, examples: [] };
  const others = base.filter((other) => other !== spelling);
  for (const group of alike.groups()) {
    for (const one of classesOf(strings, group, base)) {
      const apart = one.length === 1 ? [one] : classesOf(strings, one, others);
      if (apart.length === 1) continue;
      tally.ids += apart.length - 1;
      tally.rows += sumOf(counts(), one) - apart.reduce((most, codes) => Math.max(most, sumOf(counts(), codes)), 0);
      if (tally.examples.length < EXAMPLES)
        tally.examples.push(apart.slice(0, EXAMPLES).map(([code]) => strings[code]));
    }
  }
  return tally;
}

/**
 * The spelling that most interactions have, without what `shownId` takes off; of equals the plainest, then the first by
 * its characters. It does not depend on the order of the rows.
 */
function shownOf(
  strings: readonly string[],
  one: readonly number[],
  counts: Uint32Array,
  chosen: readonly Spelling[],
): string {
  const rows = new Map<string, number>();
  for (const code of one) {
    const shown = shownId(strings[code], chosen);
    rows.set(shown, (rows.get(shown) ?? 0) + counts[code]);
  }
  const plain = plainId(strings[one[0]], chosen);
  const better = (a: readonly [string, number], b: readonly [string, number]): boolean =>
    a[1] !== b[1] ? a[1] > b[1] : a[0] === plain || (b[0] !== plain && a[0] < b[0]);
  return [...rows].reduce((best, each) => (better(each, best) ? each : best))[0];
}

function joiningOf(
  { ids: { strings } }: Coded,
  alike: Alike,
  counts: Uint32Array,
  chosen: readonly Spelling[],
): Joining {
  const first = Uint32Array.from(strings, (_, code) => code);
  const shown = new Map<number, string>();
  for (const group of alike.groups()) {
    for (const one of classesOf(strings, group, chosen)) {
      for (const code of one) first[code] = one[0];
      if (one.length > 1) shown.set(one[0], shownOf(strings, one, counts, chosen));
    }
  }
  const ids: string[] = [];
  const codeOf = new Uint32Array(strings.length);
  for (const [code, id] of strings.entries()) {
    codeOf[code] = first[code] === code ? ids.length : codeOf[first[code]];
    if (first[code] === code) ids.push(shown.get(code) ?? shownId(id, chosen));
  }
  return { ids, codeOf };
}

/** Texts by old codes as texts by new ones; of several the first that is not empty. */
export function textsOf({ ids, codeOf }: Joining, texts: readonly string[]): readonly string[] {
  const joined = ids.map(() => '');
  for (const [code, text] of texts.entries()) if (joined[codeOf[code]] === '') joined[codeOf[code]] = text;
  return joined;
}

/** Fewer than one in so many ids may differ by chance where case or zeros mean something. */
const BY_CHANCE = 1000;

/** Whether the ids may well be different ones: too few for a habit of whoever wrote them. */
function mayBeChance({ spelling, ids }: Twins, strings: readonly string[]): boolean {
  if (spelling === 'numbers' || spelling === 'spaces and accents') return false;
  return ids * BY_CHANCE < strings.length || (spelling === 'letter case' && caseCounts(strings));
}

function sentenceOf({ what, spelling, ids, examples: [example], joined }: Twins): string {
  const count = ids === 1 ? `1 ${what} id is` : `${grouped(ids)} ${what} ids are`;
  const written = example.map((id) => JSON.stringify(id)).join(' and ');
  const outcome = joined ? 'joined' : `kept apart; join them if they are one`;
  return `${count} written in two ways, ${differ[spelling]} (for example ${written}): ${outcome}.`;
}

function problemOf(file: string, twins: Twins, rows: number): Problem {
  const sentence = sentenceOf(twins);
  return { file, kind: 'two spellings', rows, rejected: false, examples: [], repair: 'kept apart', sentence };
}

/**
 * What is to be said of the ids of `file`, and how the plan joins them. Ids that differ in a point or in spaces are a
 * problem; in letter case or zeros also, but for so few that chance explains them, which are a note.
 */
export function spellingReport(
  file: string,
  what: keyof Joined,
  coded: Coded,
  chosen: readonly Spelling[],
): SpellingReport {
  const alike = new Alike(coded.ids);
  const { strings } = coded.ids;
  let counted: Uint32Array | null = null;
  const counts = (): Uint32Array => (counted ??= countsOf(coded));
  const found = spellings.flatMap((spelling) => {
    const joined = chosen.includes(spelling);
    const { ids, rows, examples } = tallyOf(spelling, joined ? chosen : spellings, coded, alike, counts);
    const twins: Twins = { what, spelling, ids, examples, joined };
    return ids === 0 ? [] : [{ twins, rows, quiet: joined || mayBeChance(twins, strings) }];
  });
  return {
    twins: found.map(({ twins }) => twins),
    problems: found.filter(({ quiet }) => !quiet).map(({ twins, rows }) => problemOf(file, twins, rows)),
    notes: found.filter(({ quiet }) => quiet).map(({ twins }) => sentenceOf(twins)),
    joining: chosen.length === 0 ? null : joiningOf(coded, alike, counts(), chosen),
  };
}
