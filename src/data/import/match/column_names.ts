/** What the name of a column says about its use: a role with a confidence and a reason. */
import { NAMED_ROLES, plainName, SYNONYMS } from './synonyms.ts';

export type NamedRole = (typeof NAMED_ROLES)[number];

export interface NameFit {
  readonly role: NamedRole;
  readonly confidence: number;
  readonly why: string;
}

const LONGEST_NAME = 100;
const EXACT = 0.97;
const BY_WORDS = 0.8;
const BY_PART = 0.62;
const NEAR = 0.6;
const TIME_FOR_SURE = 0.75;
/** Letters from which a word inside of a compound, or one with a letter wrong, is that word and no other. */
const LONG_PART = 7;
const LONG_WORD = 8;
const VERY_LONG_WORD = 13;
const SHORT_WORD = 4;

/** The words of a name: `clickArticleId`, `click_article_id` and `Click article ID` are the same three. */
export const wordsOf = (name: string): readonly string[] =>
  name
    .replace(/:(?:token|float)(?:_seq)?$/, '')
    .replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{N}]+/u)
    .map(plainName)
    .filter((word) => word !== '');

const set = (words: string): ReadonlySet<string> => new Set(words.trim().split(/\s+/));

/** Nouns of a role; a name of such nouns and of words that only say how they are written names the role. */
const NOUNS: readonly (readonly [NamedRole, ReadonlySet<string>])[] = [
  [
    'user',
    set(`user customer client member household visitor buyer shopper subscriber account profile reviewer reader listener
      player viewer person patient student consumer guest cardholder loyalty panelist respondent participant employee resident
      learner household cust custid custno acct hh msisdn imsi imei email mail kunde benutzer nutzer utilisateur cliente usuario
      utente gebruiker klant`),
  ],
  ['session', set('session basket cart order invoice transaction visit trip playlist checkout receipt ticket')],
  [
    'item',
    set(`item product article movie film book track song video game app anime recipe beer business restaurant place venue poi
      location hotel listing repo prod barcode ean upc gtin plu course content document news post photo clip job offer ad sku asin isbn artikel produkt producto
      produit prodotto produto`),
  ],
  ['time', set('time timestamp date datetime ts dt day week moment times timestamps dates')],
  ['clock', set('clock uhrzeit')],
  ['value', set('rating score stars quantity qty count plays hours amount')],
  ['title', set('title name description titel titre titulo titolo headline')],
  ['category', set('category genre department kategorie categorie categoria genero')],
  ['event', set('event action behavior behaviour')],
];

/** How ids are written, and of whom. */
const OF_IDS = set(
  'id ids key no nr num number code uuid guid hash hashed ref identifier pseudo email mail anonymous anon encrypted unique external internal masked encoded idx index raw orig original clean new card nbr num account list lists seq sequence history hist',
);
const OF_TIMES = set(
  'no nr nbr num number index idx ms sec secs seconds s us ns micros millis utc unix epoch local gmt iso event click clicked view viewed purchase purchased order ordered watched played listened visited read rated created added bought interaction action activity session log server request start started end ended stop post review list seq sequence history',
);
const OF_TITLES = set(
  'item product article movie film book track song video game lineitem prod display full short app',
);
const OF_VALUES = set(
  'list seq history user item lineitem line order product units star my avg overall play watch total book movie film anime game song recipe restaurant beer',
);
const OF_KINDS = set('type name kind user item product main sub');

const MODIFIERS: Readonly<Record<NamedRole, ReadonlySet<string>>> = {
  ...{
    user: new Set([...OF_IDS, 'name', 'ext', 'ga', 'device', 'browser', 'receipt', 'billing', 'shipping', 'contact']),
    session: new Set([
      ...[...OF_IDS].filter((word) => !word.endsWith('mail')),
      'user',
      'customer',
      'visitor',
      'client',
    ]),
    item: new Set([
      ...OF_IDS,
      'click',
      'clicked',
      'target',
      'viewed',
      'uri',
      'url',
      'page',
      'trakt',
      'slug',
      'imdb',
      'tmdb',
      'spotify',
    ]),
  },
  ...{ time: OF_TIMES, clock: set('of day trans transaction order'), value: OF_VALUES },
  ...{ title: OF_TITLES, category: new Set([...OF_KINDS, ...OF_IDS]), event: OF_KINDS },
};

/** Whether one of the words is a noun of the role, and the others only say how it is written. */
function saysByWords(words: readonly string[], role: NamedRole): boolean {
  const nouns = NOUNS.find(([named]) => named === role)?.[1];
  if (nouns === undefined || !words.some((word) => nouns.has(word))) return false;
  return words.every((word) => nouns.has(word) || MODIFIERS[role].has(word));
}

/** Whether one of the words names people: what else the name says may be how they are told apart. */
export const mentionsWho = (name: string): boolean => {
  const words = wordsOf(name);
  return words.some((word) => NOUNS[0][1].has(word)) && words.some((word) => OF_IDS.has(word) || word === 'name');
};

/** Dates of things, not of events: when something was born, published or will end. */
const OTHER_TIMES = set(
  'birth born birthday dob release released publish published premiere expiry expires expiration due registration registered signup joined member zone offset length duration size diff delta updated deleted',
);

/** Of a date in several columns, what each one repeats within: days of a month, months and weeks of a year. */
const PARTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['day', ['month']],
  ['month', ['year']],
  ['week', ['year']],
]);

/** Whether a column is a part of a date, the rest of which stands in another column. */
export const namesPartOfDate = (name: string, names: readonly string[]): boolean => {
  const within = wordsOf(name).flatMap((word) => PARTS.get(word) ?? []);
  return names.some((other) => wordsOf(other).some((word) => within.includes(word)));
};

export const namesOtherTime = (name: string): boolean => wordsOf(name).some((word) => OTHER_TIMES.has(word));

const IDS = set('id ids uid key no nr nbr num number code uuid guid hash hashed ref identifier anon pseudo card');

/** Whether a column is called an id, whatever of. */
export const namesId = (name: string): boolean => wordsOf(name).some((word) => IDS.has(word));

/** What a thing has, measured or said: no one and nothing is named by it. */
const ATTRIBUTES = set(
  `agent age gender sex birthday count counts price cost amount total quantity qty length size duration weight height width
  city country region state zip postcode language locale lang segment tier status role discount tax currency
  os platform browser referrer ip lat lng lon latitude longitude percent ratio share minutes seconds`,
);

/** Whether a column is called after what somebody or something has: `user_agent`, `item_count`, `session_length`. */
export const namesAttribute = (name: string): boolean => ATTRIBUTES.has(wordsOf(name).at(-1) ?? '');

const HOURS = set('hour hours heure hora ora stunde uur');

/** Whether a column is called the hour of a day. */
export const namesHour = (name: string): boolean => wordsOf(name).some((word) => HOURS.has(word));

const MAKERS = set('artist author brand director band creator channel show studio maker manufacturer podcast');
const OF_MAKERS = set('name names album master metadata track song book movie main primary first title');
const EDITIONS = set('year releaseyear');

/** Whether a column tells items of one title apart: who made it, else the year it came out. */
export function tellsApart(name: string): 'maker' | 'edition' | null {
  const words = wordsOf(name);
  if (words.some((word) => MAKERS.has(word)) && words.every((word) => MAKERS.has(word) || OF_MAKERS.has(word)))
    return 'maker';
  return words.length === 1 && EDITIONS.has(words[0]) ? 'edition' : null;
}

/** Names that a time may have, and many other things. */
const ALSO_TIMES = set('order position sequence seq step rank when epoch day data hora ora heure temps tempo at');

/** Whether a name says that the column holds times, and nothing else: where none of its values is one, something is wrong. */
export function isCalledTime(name: string): boolean {
  const fit = fitsOf(name).find(({ role }) => role === 'time');
  return fit !== undefined && fit.confidence >= TIME_FOR_SURE && !ALSO_TIMES.has(plainName(name));
}

/** Edit distance of Levenshtein 1966. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    above = row;
  }
  return above[b.length];
}

/** Short common words are near to each other by chance (header, reader): only longer ones may be mistyped. */
const tolerance = (length: number): number => (length >= VERY_LONG_WORD ? 2 : length >= LONG_WORD ? 1 : 0);

/** @param last the last word of the name: a short one says what is named, as `dt` and `id` do, and is not mistyped */
function isNear(word: string, plain: string, last: string): boolean {
  const most = tolerance(Math.min(word.length, plain.length));
  if (last.length < SHORT_WORD && !word.endsWith(last)) return false;
  // A slip seldom spoils the first letter; without it a word is rather another: reference, preference.
  if (!plain.startsWith(word.charAt(0))) return false;
  return most > 0 && Math.abs(word.length - plain.length) <= most && distance(word, plain) <= most;
}

/** How well a name of one spelling fits a role: the same word, its words, a compound with it, or one mistyped. */
function fitOf(name: string, role: NamedRole, exactly: boolean): NameFit | null {
  const plain = plainName(name);
  const exact = SYNONYMS[role].indexOf(plain);
  if (exact >= 0) return { role, confidence: EXACT - exact * 0.001, why: `the name "${name}" means ${role}` };
  if (exactly) return null;
  const words = wordsOf(name);
  if (saysByWords(words, role)) {
    return { role, confidence: BY_WORDS, why: `the words of "${name}" mean ${role}` };
  }
  const part =
    words.length > 1
      ? undefined
      : SYNONYMS[role].find((word) => word.length >= LONG_PART && (plain.startsWith(word) || plain.endsWith(word)));
  if (part !== undefined) return { role, confidence: BY_PART, why: `the name "${name}" contains "${part}"` };
  const near = SYNONYMS[role].find((word) => isNear(word, plain, words.at(-1) ?? plain));
  return near === undefined ? null : { role, confidence: NEAR, why: `the name "${name}" is close to "${near}"` };
}

const isListed = (name: string): boolean => NAMED_ROLES.some((role) => SYNONYMS[role].includes(plainName(name)));

/**
 * The roles a name fits. A name that a list holds speaks for the roles of those lists alone; of `movie.title` the last part
 * counts where the whole says less.
 */
export function fitsOf(name: string): readonly NameFit[] {
  if (name.length > LONGEST_NAME || plainName(name) === '') return [];
  const whole = NAMED_ROLES.flatMap((role) => fitOf(name, role, isListed(name)) ?? []);
  const last = name.split('.').at(-1) ?? name;
  if (last === name) return whole;
  const inside = NAMED_ROLES.flatMap((role) => fitOf(last, role, isListed(last)) ?? []).map((fit) => ({
    ...fit,
    confidence: fit.confidence - 0.05,
  }));
  const better = (a: NameFit, b: NameFit): boolean => a.role === b.role && b.confidence > a.confidence;
  return [
    ...whole.filter((fit) => !inside.some((other) => better(fit, other))),
    ...inside.filter((fit) => !whole.some((other) => other.role === fit.role && !better(other, fit))),
  ];
}
