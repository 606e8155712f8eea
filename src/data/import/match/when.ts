/**
 * Which column says when. A time varies within a user, is not the time of something else in the table, and the finest of
 * several that agree counts; a place within the session orders what a date leaves at one day.
 */
import { countsWithin, determines, groupsOf, momentsOf, sharedAcross, varies, type Facts } from './facts.ts';
import type { DetectedTime } from '../values/time.ts';
import { fitsOf, namesHour, namesId, namesOtherTime, namesPartOfDate, wordsOf } from './column_names.ts';
import { detectClock } from '../values/clock.ts';

export interface When {
  readonly column: number;
  readonly confidence: number;
  readonly why: string;
  /** The column of the time of the day, −1 where there is none. */
  readonly clock: number;
  /** What the user should settle. */
  readonly doubt: 'values only' | 'two times' | 'clock' | null;
  /** Of two times, the other one. */
  readonly other: number;
}

/** What else is known of the table: columns of the user or the session, of the session beside it, and of the item; −1 where unknown. */
export interface Known {
  readonly who: number;
  readonly session: number;
  readonly item: number;
}

interface Candidate {
  readonly column: number;
  readonly named: number;
  readonly why: string;
  readonly moments: Float64Array;
  readonly resolution: number;
  readonly isOrder: boolean;
  readonly isDate: boolean;
  /** Whether most rows have one. */
  readonly isFilled: boolean;
}

const DAY = 86_400;
const MINUTE = 60;
/** Share of the steps from row to row of one user at which an order must change to be one. */
const ORDERS = 0.9;
const ORDERS_LITTLE = 0.3;
const HARDLY = 0.05;
/** Share of repeated moments that two users may have in common; ids of things are shared by nearly all. */
const SHARED = 0.5;
const MOSTLY = 0.5;
const AGREE = 0.9;
const ENOUGH_HISTORIES = 5;
/** From here on the name alone says that it is a time, whatever the few rows of each user have in common. */
const CALLED = 0.9;
const BY_VALUES = 0.75;
const BY_NUMBERS = 0.6;

const ORDER_WORDS = new Set([
  'position',
  'pos',
  'seq',
  'sequence',
  'step',
  'rank',
  'index',
  'idx',
  'order',
  'timeframe',
  'place',
  'nr',
  'number',
  'turn',
]);
const CLOCK_WORDS = new Set(['time', 'clock', 'hour', 'hourmin', 'hhmm', 'uhrzeit', 'heure', 'hora', 'ora', 'tijd']);

/** The rows by user; all of them together where nobody is named. */
const groupedBy = (columns: readonly Facts[], who: number): Int32Array =>
  who >= 0 ? columns[who].codes : new Int32Array(columns[0].codes.length);

function candidates(
  names: readonly string[],
  columns: readonly Facts[],
  taken: ReadonlySet<number>,
): readonly Candidate[] {
  return columns.flatMap((facts, column): Candidate[] => {
    const { time } = facts;
    if (taken.has(column) || time === null || !isPlausible(time) || writesZeros(facts)) return [];
    const fit = fitsOf(names[column]).find(({ role }) => role === 'time');
    const [isOrder, isDate] = [time.form.kind === 'order', time.form.kind === 'date'];
    if (isOrder && namesPartOfDate(names[column], names)) return [];
    if (fit === undefined && speaksAgainst(names[column], facts, time)) return [];
    return [
      {
        ...{ column, isOrder, isDate, named: fit?.confidence ?? 0 },
        why: fit === undefined ? time.why : `${fit.why}; ${time.why}`,
        moments: momentsOf(facts, time),
        resolution: time.resolution ?? DAY,
        isFilled: facts.filled >= MOSTLY,
      },
    ];
  });
}

/** Whether a column whose name does not say that it is a time is none for sure. */
const speaksAgainst = (name: string, { counter }: Facts, { form }: DetectedTime): boolean =>
  form.kind === 'order' || counter || namesOtherTime(name) || (form.kind === 'epoch' && namesId(name));

const isPlausible = ({ form, inRange }: DetectedTime): boolean => form.kind === 'order' || inRange >= MOSTLY;

/** Numbers with zeros before them are ids. */
const writesZeros = ({ numeric, samples }: Facts): boolean => numeric && samples.some((value) => /^0\d{8}/.test(value));

/** Why a column of times is not when the events were; null where it may be. */
function refusal(candidate: Candidate, columns: readonly Facts[], known: Known): string | null {
  const { column, isOrder } = candidate;
  const item = known.item >= 0 && known.item !== column ? columns[known.item] : null;
  if (item !== null && determines(item, columns[column])) return 'it belongs to the item';
  if (isOrder && known.session === column) return 'it numbers the sessions';
  if (known.who < 0 && repeats(candidate, columns[column])) return 'its values repeat, as ids do';
  return known.who >= 0 && known.who !== column ? refusalBeside(columns[known.who], candidate, columns[column]) : null;
}

/** Of numbers that only look like times: whether one person would have done most of it at the moment of something else. */
const repeats = ({ named, isDate, isOrder }: Candidate, { distinct, filled, values }: Facts): boolean =>
  named === 0 && !isDate && !isOrder && distinct < MOSTLY * filled * values.length;

/** Why a column is not the time of what users do: it tells them apart, or they have it in common. */
function refusalBeside(who: Facts, { named, isOrder, resolution }: Candidate, facts: Facts): string | null {
  const change = varies(who.codes, facts.codes);
  if (named < CALLED && change !== null && change < HARDLY && resolution < DAY)
    return 'it is the same for every event of a user';
  if (named > 0 || isOrder || facts.time?.form.kind !== 'epoch' || resolution >= MINUTE) return null;
  const shared = sharedAcross(who.codes, facts.codes);
  return shared !== null && shared > SHARED ? 'different users share its values, as they do ids' : null;
}

/** Whether the finer time falls into the day, hour or minute of the coarser one, nearly always. */
function agree(coarse: Candidate, fine: Candidate): boolean {
  let [both, near] = [0, 0];
  coarse.moments.forEach((moment, row) => {
    const apart = Math.abs(moment - fine.moments[row]);
    if (Number.isNaN(apart)) return;
    both++;
    if (apart <= Math.max(coarse.resolution, MINUTE) + DAY) near++; // a day more: the two may have different zones
  });
  return both > 0 && near >= AGREE * both;
}

/** Whether two times put the events of some user in different orders. */
function differ(a: Candidate, b: Candidate, groups: Int32Array): boolean {
  const sorted = (rows: readonly number[], { moments }: Candidate): string =>
    [...rows].sort((x, y) => moments[x] - moments[y] || x - y).join();
  return groupsOf(groups).some((rows) => sorted(rows, a) !== sorted(rows, b));
}

/** A column that counts the events of a session, or is called a place and changes from event to event. */
function placeWithin(
  names: readonly string[],
  columns: readonly Facts[],
  groups: Int32Array,
  taken: ReadonlySet<number>,
): number {
  // Values that count the rows of so many histories do so by no chance, whatever the column is called.
  const isLong = groupsOf(groups).filter(({ length }) => length >= 3).length >= ENOUGH_HISTORIES;
  return columns.findIndex((facts, column) => {
    if (taken.has(column) || !facts.numeric || facts.counter) return false;
    const called = wordsOf(names[column]).some((word) => ORDER_WORDS.has(word));
    if (called) return countsWithin(groups, facts) || (varies(groups, facts.codes) ?? 0) >= ORDERS;
    return isLong && countsWithin(groups, facts);
  });
}

/** A number that each user's sessions have in turn, as Instacart's `order_number`: different users have the same ones. */
function placeOfSession(names: readonly string[], columns: readonly Facts[], { who, session }: Known): number {
  if (who < 0 || who === session) return -1;
  return columns.findIndex((facts, column) => {
    if (column === who || !facts.numeric || !fitsOf(names[column]).some(({ role }) => role === 'session')) return false;
    const isOne = session < 0 || session === column || varies(columns[session].codes, facts.codes) === 0;
    const fromOne = facts.values.some((value) => Number(value) === 1) && facts.distinct > 1;
    return isOne && (sharedAcross(columns[who].codes, facts.codes) ?? Number(fromOne)) > SHARED;
  });
}

/** The column with the time of the day beside a column of days. */
function clockBeside(
  names: readonly string[],
  columns: readonly Facts[],
  day: number,
  taken: ReadonlySet<number>,
): number {
  return columns.findIndex((facts, column) => {
    if (column === day || taken.has(column)) return false;
    const called = wordsOf(names[column]).some((word) => CLOCK_WORDS.has(word));
    return called && facts.distinct > 1 && detectClock(facts.values, namesHour(names[column])) !== null;
  });
}

const finest = (of: readonly Candidate[]): Candidate | undefined =>
  [...of].sort((a, b) => a.resolution - b.resolution)[0];

/** The candidate that its name, else its values, make the likeliest. */
function likeliest(all: readonly Candidate[], usable: readonly Candidate[]): Candidate | undefined {
  const named = usable
    .filter((each) => each.named > 0)
    .sort((a, b) => Number(b.isFilled) - Number(a.isFilled) || b.named - a.named);
  const dates = usable.filter(({ isDate }) => isDate);
  return named[0] ?? finest(dates) ?? all.find(({ isOrder }) => isOrder) ?? finest(usable);
}

/** Names that fit a time nearly as well as the best one. */
const NEARLY = 0.1;

/** Another column that is called a time as well, and would order events differently. */
function rivalOf(
  chosen: Candidate,
  base: Candidate,
  usable: readonly Candidate[],
  groups: Int32Array,
): Candidate | undefined {
  return usable.find(
    (each) =>
      each !== chosen &&
      each !== base &&
      each.named > 0 &&
      base.named - each.named < NEARLY &&
      !agree(each, chosen) &&
      differ(chosen, each, groups),
  );
}

function confidenceOf({ named, isDate, isOrder }: Candidate, isFiner: boolean): number {
  if (named > 0) return named * (isOrder ? 0.85 : 1);
  return isDate || isFiner ? BY_VALUES : BY_NUMBERS;
}

/**
 * The column that says when.
 * @param taken columns that have another use for sure
 */
export function chooseWhen(
  names: readonly string[],
  columns: readonly Facts[],
  known: Known,
  taken: ReadonlySet<number>,
): When | null {
  if (columns.length === 0) return null;
  const groups = groupedBy(columns, known.who);
  const all = candidates(names, columns, taken).filter((each) => refusal(each, columns, known) === null);
  const usable = ofEvents(all, columns, known.session);
  const base = likeliest(all, usable);
  const place = placeWithin(names, columns, groups, taken);
  if (base === undefined)
    return place < 0 ? bySession(names, columns, known) : byPlace(place, 'it is the place within the history');
  const finer = finest(usable.filter((each) => each.resolution < base.resolution && agree(base, each)));
  const chosen = finer ?? base;
  const day = columns[chosen.column];
  const clock = chosen.resolution >= DAY ? clockBeside(names, columns, chosen.column, taken) : -1;
  const orders = ordersBy(day, groups) || (clock >= 0 && ordersBy(columns[clock], groups));
  if (!orders && place >= 0 && place !== chosen.column)
    return byPlace(place, `it orders the events that "${names[chosen.column]}" leaves at one time`);
  const varied = usable.filter(({ column }) => columns[column].distinct > 1);
  const other = rivalOf(chosen, base, varied, groups)?.column ?? -1;
  return {
    column: chosen.column,
    confidence: confidenceOf(chosen, chosen !== base),
    why: chosen === base ? chosen.why : `it is finer than "${names[base.column]}"; ${chosen.why}`,
    clock,
    doubt: doubtAbout(chosen, chosen !== base, other, columns[clock]),
    other,
  };
}

function doubtAbout(chosen: Candidate, isFiner: boolean, other: number, clock: Facts | undefined): When['doubt'] {
  if (chosen.named === 0 && !chosen.isDate && !isFiner) return 'values only';
  if (other >= 0) return 'two times';
  return clock?.numeric === true ? 'clock' : null; // times of the day without a colon may be other numbers
}

/** The times that are of events: of a session's time and another one, the other. */
function ofEvents(all: readonly Candidate[], columns: readonly Facts[], session: number): readonly Candidate[] {
  const real = all.filter(({ isOrder }) => !isOrder);
  const own = real.filter(({ column }) => session < 0 || !determines(columns[session], columns[column]));
  return own.length > 0 ? own : real;
}

function bySession(names: readonly string[], columns: readonly Facts[], known: Known): When | null {
  const place = placeOfSession(names, columns, known);
  return place < 0 ? null : byPlace(place, 'it numbers the sessions of each user');
}

const byPlace = (column: number, why: string): When => ({
  ...{ column, confidence: BY_VALUES, why },
  ...{ clock: -1, doubt: null, other: -1 },
});

/** Whether a column changes from event to event of a user, more than once in a while. */
const ordersBy = ({ codes }: Facts, groups: Int32Array): boolean => (varies(groups, codes) ?? 1) >= ORDERS_LITTLE;
