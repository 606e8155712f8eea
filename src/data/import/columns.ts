/** Which column is the user, the item, the time …: a suggestion with a confidence and a reason, from names and values. */
import { alternatives, isHistory, type Alternative } from './alternatives.ts';
import { detectClock } from './clock.ts';
import { countsWithin, determines, factsOf, FEW_KINDS, type Facts } from './facts.ts';
import { fitsOf, mentionsWho, namesOtherTime, type NamedRole } from './column_names.ts';
import { isUnnamed } from './header.ts';
import { nextColumn } from './list.ts';
import { plainName } from './synonyms.ts';
import { timesOf } from './time.ts';
import type { SampleTable } from './table.ts';
import type { ColumnPlan, ListForm, Role } from './types.ts';
import { chooseWhen, type When } from './when.ts';

interface Suggestion {
  readonly column: number;
  readonly role: NamedRole;
  readonly confidence: number;
  readonly why: string;
}

type Taken = Map<NamedRole, Suggestion>;
/** What of a table decides. */
type Table = Pick<SampleTable, 'names' | 'rows' | 'lists'> & Partial<Pick<SampleTable, 'format'>>;

/** A suggestion for every column, and what of it is in doubt. */
export interface Suggested {
  readonly columns: readonly ColumnPlan[];
  readonly facts: readonly Facts[];
  readonly when: When | null;
  /** Where neither names nor values tell who did what: every way to read the table, the chosen one first. */
  readonly alternatives: readonly Alternative[];
}

const MOSTLY = 0.5;
const LONG_TEXT = 40;
const LONG_ID = 140;
/** Below this a suggestion is not made. */
const WORTH = 0.3;
const ENOUGH_ROWS = 20;
/** A user column with so few values gives way to a session column with so many. */
const HARDLY_FILLED = 0.5;
const FULL = 0.95;
/** From here on the name alone says what a column is. */
const CALLED = 0.9;
/** How sure a history is that the format of the file tells. */
const BY_FORMAT = 0.8;

/** What the values make of a suggestion: a factor, and the reason where they speak against it. */
function byValues(role: NamedRole, facts: Facts): readonly [number, string] {
  if (facts.distinct === 0 && role !== 'user' && role !== 'item') return [0, 'but it has no values'];
  switch (role) {
    case 'time':
      if (facts.time === null) return [0.2, 'but its values are no times'];
      return facts.time.form.kind === 'order' ? [0.85, facts.time.why] : [1, facts.time.why];
    case 'clock':
      return [0, 'it is used beside a column of days'];
    case 'value':
      return facts.numeric ? [1, ''] : [0.2, 'but its values are no numbers'];
    case 'event':
      return facts.distinct <= FEW_KINDS ? [1, ''] : [0.3, 'but it has many different values'];
    case 'title':
      return facts.numeric ? [0.3, 'but its values are numbers'] : [1, ''];
    case 'category':
      return [1, ''];
    default:
      return asId(role, facts);
  }
}

function asId(role: 'user' | 'session' | 'item', facts: Facts): readonly [number, string] {
  if (facts.filled < MOSTLY) return [0.5, 'but most rows have none'];
  if (facts.averageLength > (facts.look === 'words' ? LONG_TEXT : LONG_ID)) return [0.5, 'but its values are long'];
  if (role !== 'item') return [1, ''];
  if (facts.look === 'coordinate') return [0.2, 'but its values are coordinates'];
  if (facts.distinct < 2 && facts.values.length >= ENOUGH_ROWS) return [0.2, 'but it is the same in every row'];
  return [1, ''];
}

function nameSuggestions(names: readonly string[], columns: readonly Facts[]): readonly Suggestion[] {
  return names.flatMap((name, column) =>
    fitsOf(name).map(({ role, confidence, why }): Suggestion => {
      const [factor, reason] = byValues(role, columns[column]);
      return { column, role, confidence: confidence * factor, why: reason === '' ? why : `${why}; ${reason}` };
    }),
  );
}

/** The suggestions but of times, which are chosen by how they order the others; a column that is surely one has no other use. */
function beside(named: readonly Suggestion[]): readonly Suggestion[] {
  const asTime = new Map(
    named.flatMap(({ column, role, confidence }) => (role === 'time' ? [[column, confidence]] : [])),
  );
  return named.filter(
    ({ column, role, confidence }) => role !== 'time' && role !== 'clock' && confidence >= (asTime.get(column) ?? 0),
  );
}

/** Takes suggestions from the surest down, one column per role and one role per column. */
function assign(suggestions: readonly Suggestion[]): Taken {
  const taken: Taken = new Map();
  const columns = new Set<number>();
  for (const suggestion of [...suggestions].sort((a, b) => b.confidence - a.confidence)) {
    if (suggestion.confidence < WORTH || taken.has(suggestion.role) || columns.has(suggestion.column)) continue;
    taken.set(suggestion.role, suggestion);
    columns.add(suggestion.column);
  }
  return taken;
}

const at = (taken: Taken, role: NamedRole): number => taken.get(role)?.column ?? -1;

/** A user column that is mostly empty says less than a session column that is full; and whoever is named is somebody. */
function settleWho(taken: Taken, names: readonly string[], columns: readonly Facts[]): void {
  const [user, session] = [at(taken, 'user'), at(taken, 'session')];
  if (user >= 0 && session >= 0 && columns[user].filled < HARDLY_FILLED && columns[session].filled >= FULL) {
    taken.delete('user');
  }
  if (taken.has('user') || taken.has('session')) return;
  const used = new Set([...taken.values()].map(({ column }) => column));
  const column = names.findIndex((name, i) => !used.has(i) && mentionsWho(name) && columns[i].distinct > 0);
  if (column < 0) return;
  taken.set('user', { column, role: 'user', confidence: MOSTLY, why: `the name "${names[column]}" speaks of people` });
}

/** Of an object with a history under each key, the keys are the users where nothing else says who. */
function settleKey(taken: Taken, names: readonly string[], format: Table['format']): void {
  if (format?.kind !== 'json' || format.key === null || taken.has('user') || taken.has('session')) return;
  const column = names.indexOf(format.key);
  if (column >= 0)
    taken.set('user', { column, role: 'user', confidence: BY_FORMAT, why: 'each key has its own history' });
}

/** What counts the events of a user is a place, not an item. */
function dropCounters(taken: Taken, columns: readonly Facts[]): void {
  const who = taken.get('user') ?? taken.get('session');
  const item = taken.get('item');
  if (who && item && item.confidence < CALLED && countsWithin(columns[who.column].codes, columns[item.column])) {
    taken.delete('item');
  }
}

/**
 * A column of lists of items holds the history, also beside a column with the item that came next. Where the format says that
 * a line is a history, its first field names whose.
 */
function settleHistory(
  taken: Taken,
  names: readonly string[],
  columns: readonly Facts[],
  lists: NonNullable<SampleTable['lists']>,
): void {
  const said = lists.findIndex((list) => list !== null);
  if (said >= 0) {
    const why = 'the items of each line are its history';
    taken.set('item', { column: said, role: 'item', confidence: BY_FORMAT, why });
    if (said > 0)
      taken.set('user', { column: 0, role: 'user', confidence: BY_FORMAT, why: 'the first field of each line' });
    return;
  }
  const item = at(taken, 'item');
  const used = new Set([...taken.values()].filter(({ role }) => role !== 'item').map(({ column }) => column));
  const histories = columns.flatMap(({ list }, column) =>
    list !== null && isHistory(list) && !used.has(column) ? [column] : [],
  );
  const column = item < 0 ? histories[0] : histories.find((each) => each === item || nextColumn(names, each) === item);
  if (column === undefined) return;
  taken.set('item', { column, role: 'item', confidence: BY_FORMAT, why: columns[column].list?.why ?? '' });
}

/** A list of things has an id and a title; a list of events, which has users or times, names things without ids by their titles. */
function itemFromContext(taken: Taken, names: readonly string[], columns: readonly Facts[]): void {
  const title = taken.get('title');
  if (taken.has('item') || !title) return;
  const who = taken.has('user') || taken.has('session');
  const timed = columns.some(({ time }, i) => time !== null && time.form.kind !== 'order' && !namesOtherTime(names[i]));
  const id = names.findIndex((name) => plainName(name) === 'id');
  if (!who && id >= 0 && !timed) {
    taken.set('item', { column: id, role: 'item', confidence: 0.6, why: 'the id beside a title' });
  } else if (who || timed) {
    taken.delete('title');
    taken.set('item', { ...title, role: 'item', confidence: 0.7, why: 'no item id; the title stands for the item' });
  }
}

/** Value, event, title and category of a table without names, from values alone. */
function guessRest(taken: Taken, columns: readonly Facts[]): void {
  const used = new Set([...taken.values()].map(({ column }) => column));
  const give = (role: NamedRole, confidence: number, why: string, test: (facts: Facts) => boolean): void => {
    const column = columns.findIndex((facts, i) => !used.has(i) && facts.distinct > 0 && test(facts));
    if (taken.has(role) || column < 0) return;
    used.add(column);
    taken.set(role, { column, role, confidence, why });
  };
  const item = columns[at(taken, 'item')] as Facts | undefined;
  give('value', 0.4, 'few different numbers', ({ rating }) => rating);
  give(
    'event',
    0.4,
    'few different words',
    ({ numeric, distinct, look }) => !numeric && distinct > 1 && distinct <= 10 && look !== 'coordinate',
  );
  give(
    'title',
    0.4,
    'a text for each item',
    (facts) => !facts.numeric && item !== undefined && determines(item, facts),
  );
}

/** Columns whose names say that they are neither users nor items. */
const calledOtherwise = (taken: Taken, named: readonly Suggestion[]): ReadonlySet<number> =>
  new Set(
    [...taken.values(), ...named]
      .filter(({ role, confidence }) => role !== 'user' && role !== 'item' && confidence >= MOSTLY)
      .map(({ column }) => column),
  );

const YES: ReadonlySet<Role> = new Set(['user', 'session', 'item', 'value', 'event', 'title', 'category']);

/** Columns that have another use than the time, unless it is only a weak guess. */
const surelyTaken = (taken: Taken): ReadonlySet<number> =>
  new Set(
    [...taken.values()]
      .filter(({ role, confidence }) => YES.has(role) && confidence >= MOSTLY)
      .map(({ column }) => column),
  );

/** Beside a history in a list the list of times counts, of which the time that was chosen comes next. */
function listOfTimes(
  taken: Taken,
  names: readonly string[],
  columns: readonly Facts[],
  when: When | null,
): When | null {
  const item = at(taken, 'item');
  if (when === null || item < 0 || columns[item].list === null) return when;
  const column = columns.findIndex(({ list }, i) => list !== null && nextColumn(names, i) === when.column);
  return column < 0 ? when : { ...when, column };
}

function withWhen(taken: Taken, when: When | null): void {
  if (when === null) return;
  for (const [role, { column }] of taken) if (column === when.column || column === when.clock) taken.delete(role);
  const { column, confidence, why, clock } = when;
  taken.set('time', { column, role: 'time', confidence, why });
  if (clock >= 0)
    taken.set('clock', { column: clock, role: 'clock', confidence, why: 'the time of the day beside it' });
}

function withAlternative(taken: Taken, { user, item, when, score }: Alternative): When | null {
  const confidence = Math.max(WORTH, Math.min(0.6, 0.4 + score / 10));
  if (user >= 0)
    taken.set('user', { column: user, role: 'user', confidence, why: 'its values look like those of users' });
  taken.set('item', { column: item, role: 'item', confidence, why: 'its values look like those of items' });
  return when;
}

/**
 * A role for every column.
 * @param table sample rows, each with one value per name
 * @param guess whether columns whose names say nothing may be given a role by their values
 */
export function suggest({ names, rows, lists, format }: Table, guess: boolean): Suggested {
  const columns = names.map((name, column) =>
    factsOf(
      rows.map((row) => row[column]),
      name,
    ),
  );
  const named = nameSuggestions(names, columns);
  const taken = assign(beside(named));
  settleWho(taken, names, columns);
  settleKey(taken, names, format);
  dropCounters(taken, columns);
  settleHistory(taken, names, columns, lists ?? []);
  itemFromContext(taken, names, columns);
  const who = at(taken, 'user') >= 0 ? at(taken, 'user') : at(taken, 'session');
  const item = at(taken, 'item');
  const ways =
    guess && (item < 0 || who < 0)
      ? alternatives(names, columns, who < 0 ? null : who, item < 0 ? null : item, calledOtherwise(taken, named))
      : [];
  const when =
    ways.length > 0
      ? withAlternative(taken, ways[0])
      : chooseWhen(names, columns, { who, session: at(taken, 'session'), item }, surelyTaken(taken));
  withWhen(taken, listOfTimes(taken, names, columns, when));
  if (guess && names.every(isUnnamed)) guessRest(taken, columns);
  return {
    columns: withLists(plansOf(names, columns, taken, named), columns, lists ?? []),
    facts: columns,
    when,
    alternatives: ways,
  };
}

function plansOf(
  names: readonly string[],
  columns: readonly Facts[],
  taken: Taken,
  named: readonly Suggestion[],
): readonly ColumnPlan[] {
  const byColumn = new Map([...taken.values()].map((suggestion) => [suggestion.column, suggestion]));
  return names.map((name, column): ColumnPlan => {
    const suggestion = byColumn.get(column);
    const refused = named.find((doubt) => doubt.column === column && doubt.confidence < WORTH);
    const { role = 'ignore', confidence = 0, why = refused?.why ?? 'not needed' } = suggestion ?? {};
    return { name, role, confidence: Number(confidence.toFixed(2)), why, ...readingOf(columns[column], role) };
  });
}

/** What may be told of each item of a list: a time, a value. */
const PARALLEL: readonly Role[] = ['time', 'clock', 'value', 'event', 'title'];

/** The item column as lists where it holds such, and with it the columns that tell of each of its items. */
function withLists(
  plans: readonly ColumnPlan[],
  columns: readonly Facts[],
  lists: NonNullable<SampleTable['lists']>,
): readonly ColumnPlan[] {
  const names = plans.map(({ name }) => name);
  const formOf = (column: number): ListForm | null => lists[column] ?? columns[column].list?.form ?? null;
  if (!plans.some(({ role }, column) => role === 'item' && formOf(column) !== null)) return plans;
  return plans.map((plan, column): ColumnPlan => {
    const form = plan.role === 'item' || PARALLEL.includes(plan.role) ? formOf(column) : null;
    return form === null ? plan : { ...plan, list: { ...form, next: form.next ?? nextColumn(names, column) } };
  });
}

/** How the values of a column would be read. */
function readingOf(facts: Facts, role: Role): Pick<ColumnPlan, 'samples' | 'time' | 'sampleTimes' | 'clock' | 'list'> {
  const { samples, time: detected, values } = facts;
  // A column of times that are written as other numbers is read as what it looks like, and asked about.
  const suspected = role === 'time' ? detected?.suspicion?.form : null;
  const time = suspected ?? detected?.form ?? null;
  const sampleTimes = time === null ? [] : timesOf(samples, time);
  return { samples, time, sampleTimes, clock: detectClock(values)?.form ?? null, list: null };
}
