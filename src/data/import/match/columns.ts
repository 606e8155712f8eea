/** Which column is the user, the item, the time …: a suggestion with a confidence and a reason, from names and values. */
import { alternatives, type Alternative } from './alternatives.ts';
import { detectClock } from '../values/clock.ts';
import { determines, factsOf, FEW_KINDS, type Facts } from './facts.ts';
import { fitsOf, namesAttribute, namesHour, type NamedRole } from './column_names.ts';
import { isUnnamed } from '../text/header.ts';
import { nextColumn } from '../lists/list.ts';
import { at, BY_FORMAT, makerOf, MOSTLY, settle, type Suggestion, type Table, type Taken } from './settled.ts';
import { detectNumbers } from '../values/numberstyle.ts';
import { timesOf } from '../values/time.ts';
import type { SampleTable } from '../text/table.ts';
import type { ColumnPlan, ListForm, Role } from '../types.ts';
import { chooseWhen, type When } from './when.ts';

/** A suggestion for every column, and what of it is in doubt. */
export interface Suggested {
  readonly columns: readonly ColumnPlan[];
  readonly facts: readonly Facts[];
  readonly when: When | null;
  /** Where neither names nor values tell who did what: every way to read the table, the chosen one first. */
  readonly alternatives: readonly Alternative[];
}

/** Values in which the decimal sign is looked for. */
const NUMBERS = 200;
const LONG_TEXT = 40;
const LONG_ID = 140;
/** Below this a suggestion is not made. */
const WORTH = 0.3;
const ENOUGH_ROWS = 20;

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

const withMaker = (plans: readonly ColumnPlan[], maker: number): readonly ColumnPlan[] =>
  plans.map((plan, column) =>
    column === maker
      ? { ...plan, role: 'maker', confidence: BY_FORMAT, why: 'it tells items of one title apart' }
      : plan,
  );

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
const calledOtherwise = (names: readonly string[], taken: Taken, named: readonly Suggestion[]): ReadonlySet<number> =>
  new Set([
    ...[...taken.values(), ...named]
      .filter(({ role, confidence }) => role !== 'user' && role !== 'item' && confidence >= MOSTLY)
      .map(({ column }) => column),
    ...names.flatMap((name, column) => (namesAttribute(name) ? [column] : [])),
  ]);

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
  const named = taken.get('user')?.column === user || taken.get('session')?.column === user;
  if (user >= 0 && !named)
    taken.set('user', { column: user, role: 'user', confidence, why: 'its values look like those of users' });
  taken.set('item', { column: item, role: 'item', confidence, why: 'its values look like those of items' });
  return when;
}

/**
 * A role for every column.
 * @param table sample rows, each with one value per name
 * @param guess whether columns whose names say nothing may be given a role by their values
 */
export function suggest(table: Table, guess: boolean): Suggested {
  const { names, rows, lists = [], format } = table;
  const usual = format?.kind === 'delimited' ? format.decimal : '.';
  const columns = names.map((name, column) =>
    factsOf(
      rows.map((row) => row[column]),
      name,
    ),
  );
  const named = nameSuggestions(names, columns);
  const taken = assign(beside(named));
  settle(taken, table, columns);
  const who = at(taken, 'user') >= 0 ? at(taken, 'user') : at(taken, 'session');
  const item = at(taken, 'item');
  const ways =
    guess && (item < 0 || who < 0)
      ? alternatives(names, columns, who < 0 ? null : who, item < 0 ? null : item, calledOtherwise(names, taken, named))
      : [];
  const when =
    ways.length > 0
      ? withAlternative(taken, ways[0])
      : chooseWhen(names, columns, { who, session: at(taken, 'session'), item }, surelyTaken(taken));
  withWhen(taken, listOfTimes(taken, names, columns, when));
  const maker = makerOf(taken, names, columns);
  if (guess && names.every(isUnnamed)) guessRest(taken, columns);
  return {
    columns: withLists(withMaker(plansOf(names, columns, taken, named, usual), maker), columns, lists),
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
  usual: '.' | ',',
): readonly ColumnPlan[] {
  const byColumn = new Map([...taken.values()].map((suggestion) => [suggestion.column, suggestion]));
  return names.map((name, column): ColumnPlan => {
    const suggestion = byColumn.get(column);
    const refused = named.find((doubt) => doubt.column === column && doubt.confidence < WORTH);
    const { role = 'ignore', confidence = 0, why = refused?.why ?? 'not needed' } = suggestion ?? {};
    const reading = readingOf(name, columns[column], role, usual);
    return { name, role, confidence: Number(confidence.toFixed(2)), why, ...reading };
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

/** How the values of a column would be read. @param usual the decimal sign of the file, where no value shows one */
function readingOf(
  name: string,
  facts: Facts,
  role: Role,
  usual: '.' | ',',
): Omit<ColumnPlan, 'name' | 'role' | 'confidence' | 'why'> {
  const { samples, time: detected, values } = facts;
  const suspicion = role === 'time' ? (detected?.suspicion ?? null) : null;
  // A column of times that are written as other numbers is read as what it looks like, and asked about.
  const time = suspicion?.form ?? detected?.form ?? null;
  const numbers = facts.numeric ? (detectNumbers(values.slice(0, NUMBERS), usual)?.style ?? null) : null;
  return {
    samples,
    time,
    sampleTimes: time === null ? [] : timesOf(samples, time),
    clock: detectClock(values, namesHour(name))?.form ?? null,
    numbers,
    doubt: suspicion?.form === null ? suspicion.sentence : null,
    list: null,
  };
}
