/** What a file leaves open, as questions the user can answer; the plan already holds the guess. */
import type { Alternative } from './alternatives.ts';
import { SURE } from './doubts.ts';
import { grouped } from '../limits.ts';
import type { Suggested } from './columns.ts';
import type { Facts } from './facts.ts';
import { isOnePersons } from '../plan.ts';
import type { Sniffed } from './roles.ts';
import { isPersonalExport } from './services.ts';
import { isCalledTime, namesPartOfDate } from './column_names.ts';
import type { Suspicion } from '../values/epochs.ts';
import { describeTime, detectTime, unreadableZone } from '../values/time.ts';
import type { Answer, Change, ColumnPlan, DateOrder, FilePlan, Question, Role } from '../types.ts';

const ORDERS: readonly DateOrder[] = ['day first', 'month first'];

function dayOrMonth({ plan, table }: Sniffed): readonly Question[] {
  return plan.columns.flatMap((column, i): Question[] => {
    if (column.role !== 'time' || column.time?.kind !== 'date') return [];
    const date = detectTime(table?.rows.map((row) => row[i]) ?? [])?.ambiguous ?? null;
    if (date === null) return [];
    const guess = ORDERS.indexOf(column.time.order);
    return [
      {
        file: plan.name,
        sentence: `Is the first number of "${date.trim()}" in column "${column.name}" the day or the month?`,
        columns: [i],
        answers: ORDERS.map((order): Answer => ({
          label: order,
          changes: [{ file: plan.name, column: i, time: { kind: 'date', order } }],
        })),
        guess,
      },
    ];
  });
}

const shown = ({ name, samples }: ColumnPlan, i: number): string =>
  `column ${i + 1}, "${name}" (${samples.slice(0, 3).join(', ')})`;

/** A column that may have the role, with the answer that gives it. */
interface Choice extends Answer {
  readonly column: number;
}

const choices = (
  { name: file, columns }: FilePlan,
  role: Role,
  test: (column: ColumnPlan) => boolean,
): readonly Choice[] =>
  columns.flatMap((column, i): Choice[] =>
    test(column) ? [{ label: shown(column, i), column: i, changes: [{ file, column: i, role }] }] : [],
  );

const answersOf = (of: readonly Choice[]): readonly Answer[] => of.map(({ label, changes }) => ({ label, changes }));

/** So that the buttons of a question fit a screen; any other column can be chosen below. */
const MOST_CHOICES = 8;
/** @param current the column that names the user so far, −1 where none does */
const nobodyOf = (file: string, current: number): Choice => ({
  label: 'none: it is one person’s history',
  column: -1,
  changes: current < 0 ? [] : [{ file, column: current, role: 'ignore' }],
});

function whichColumn({ plan }: Sniffed): readonly Question[] {
  const sessions = plan.columns.some(({ role }) => role === 'session');
  const required: readonly Role[] = sessions ? ['item'] : ['user', 'item'];
  return required.flatMap((role): Question[] => {
    const current = plan.columns.findIndex((column) => column.role === role);
    if (current >= 0 && plan.columns[current].confidence >= SURE) return [];
    const mayBeOne = plan.columns.some(({ role: other, time }) => other === 'time' && time?.kind !== 'order');
    const nobody = role === 'user' && mayBeOne ? [nobodyOf(plan.name, current)] : [];
    if (nobody.length > 0 && current < 0 && isPersonalExport(plan.columns.map(({ name }) => name))) return [];
    // Where nobody need be named, a column that has another role keeps it; else one whose role is in doubt may be meant.
    const isFree = ({ role: other, confidence }: ColumnPlan): boolean =>
      other === 'ignore' || (!isOnePersons(plan) && confidence < SURE);
    const possible = (column: ColumnPlan): boolean =>
      column.role === role || (column.samples.length > 1 && isFree(column));
    const found = [...nobody, ...choices(plan, role, possible).slice(0, MOST_CHOICES)];
    if (found.length < 2) return [];
    const guess = Math.max(
      found.findIndex(({ column }) => column === current),
      0,
    );
    const sentence = `Which column names the ${role}?`;
    return [{ file: plan.name, sentence, columns: [current], answers: answersOf(found), guess }];
  });
}

/** Changes that read the table in another way than the plan does. */
function changesTo({ user, item, when }: Alternative, { name: file, columns }: FilePlan): readonly Change[] {
  const wanted = new Map<number, Role>([[item, 'item']]);
  if (user >= 0) wanted.set(user, 'user');
  if (when !== null) wanted.set(when.column, 'time');
  const given: readonly Role[] = ['user', 'item', 'time'];
  const freed = columns.flatMap(({ role }, column): Change[] =>
    given.includes(role) && !wanted.has(column) ? [{ file, column, role: 'ignore' }] : [],
  );
  return [...freed, ...[...wanted].map(([column, role]): Change => ({ file, column, role }))];
}

function describe({ user, item, when }: Alternative, { columns }: FilePlan): string {
  const name = (column: number): string => {
    const { name: called, samples } = columns[column];
    return `${called} (${samples.slice(0, 2).join(', ')})`;
  };
  const who = user < 0 ? 'one person’s history' : `who is ${name(user)}`;
  const time = when === null ? 'in the order of the file' : `when is ${name(when.column)}`;
  return `${who}, what is ${name(item)}, ${time}`;
}

const counted = (count: number, noun: string): string => `${grouped(count)} ${noun}${count === 1 ? '' : 's'}`;

/** Neither names nor values tell who did what: every way to read the table, with what it leads to. */
function whichReading({ plan, table, suggested }: Sniffed): readonly Question[] {
  const ways = suggested?.alternatives ?? [];
  if (ways.length < 2) return [];
  const rows = counted(table?.rows.length ?? 0, 'row');
  const [{ user, item, when }] = ways;
  return [
    {
      file: plan.name,
      sentence: 'The columns do not say by their names who did what. How are the rows to be read?',
      columns: [user, item, when?.column ?? -1].filter((column) => column >= 0),
      answers: ways.map((way) => ({
        label: describe(way, plan),
        consequence: `${counted(way.users, 'user')} × ${counted(way.items, 'item')} in the first ${rows}`,
        changes: changesTo(way, plan),
      })),
      guess: 0,
    },
  ];
}

/** Numbers that are no plausible times, in a column that is called one. */
function writtenHow(
  { name: file, columns }: FilePlan,
  column: number,
  { sentence, form }: Suspicion,
): readonly Question[] {
  if (form === null) return [];
  return [
    {
      ...{ file, columns: [column], guess: 0 },
      sentence: `Column "${columns[column].name}" ${sentence}. How is it to be read?`,
      answers: [
        { label: `as ${describeTime(form)}`, changes: [{ file, column, time: form }] },
        { label: 'as plain order numbers', changes: [{ file, column, time: { kind: 'order' } }] },
      ],
    },
  ];
}

/** A time that only its values suggest, a second one, or a clock that may be a number. */
function whichTime({ plan, suggested }: Sniffed): readonly Question[] {
  const when = suggested?.when ?? null;
  const column = plan.columns.findIndex(({ role }) => role === 'time');
  if (when === null || when.column !== column) return [];
  const suspicion = suggested?.facts[column].time?.suspicion ?? null;
  if (suspicion?.form && plan.columns[column].time === suspicion.form) return writtenHow(plan, column, suspicion);
  if (when.doubt === null) return [];
  const { name, samples } = plan.columns[column];
  const file = plan.name;
  const ask = (sentence: string, columns: readonly number[], answers: readonly Answer[]): readonly Question[] => [
    { file, sentence, columns, answers, guess: 0 },
  ];
  if (when.doubt === 'values only') {
    return ask(
      `Does column "${name}" (${samples.slice(0, 2).join(', ')}) say when it happened? Only its values look like times.`,
      [column],
      [
        { label: 'yes, it is the time', changes: [{ file, column, role: 'time' }] },
        { label: 'no: the order of the file counts', changes: [{ file, column, role: 'ignore' }] },
      ],
    );
  }
  if (when.doubt === 'two times') {
    const both = [column, when.other];
    return ask(
      'Two columns hold times, and they put events in different orders. Which one says when it happened?',
      [column],
      both.map((each) => ({
        label: shown(plan.columns[each], each),
        changes: [{ file, column: each, role: 'time' }],
      })),
    );
  }
  const { name: clock, samples: clocks } = plan.columns[when.clock];
  return ask(
    `Is column "${clock}" (${clocks.slice(0, 2).join(', ')}) the time of the day of column "${name}"?`,
    [when.clock],
    [
      { label: 'yes, they are one time', changes: [{ file, column: when.clock, role: 'clock' }] },
      { label: `no: only "${name}" counts`, changes: [{ file, column: when.clock, role: 'ignore' }] },
    ],
  );
}

const MOSTLY = 0.5;

const isReadable = (suggested: Suggested | null, column: number): boolean =>
  (suggested?.facts[column].time?.inRange ?? 0) >= MOSTLY;

/** A column that is called a time and cannot be read as one must not go unnoticed. */
function unreadableTime({ plan, suggested }: Sniffed): readonly Question[] {
  const { name: file, columns } = plan;
  if (columns.some(({ role }) => role === 'time')) return [];
  const names = columns.map(({ name }) => name);
  const called = columns.findIndex(
    ({ name, role, samples }, i) =>
      role === 'ignore' &&
      samples.length > 0 &&
      (isCalledTime(name) ? !isReadable(suggested, i) : namesPartOfDate(name, names)),
  );
  if (called < 0) return [];
  const { name, samples } = columns[called];
  const zone = unreadableZone(suggested?.facts[called].values ?? []);
  const part = namesPartOfDate(name, names) ? 'it is only a part of the date; write the date in one column' : null;
  const reason =
    part ?? zone ?? `"${samples[0]}" is none that can be read (write YYYY-MM-DD hh:mm:ss, or seconds since 1970)`;
  const others = choices(plan, 'time', ({ role, time }) => role === 'ignore' && time !== null).slice(0, MOST_CHOICES);
  return [
    {
      file,
      sentence: `Column "${name}" is called a time, but ${reason}. Which one says when it happened?`,
      columns: [called],
      answers: [
        { label: 'none: the order of the file counts', changes: [{ file, column: called, role: 'ignore' }] },
        ...answersOf(others),
      ],
      guess: 0,
    },
  ];
}

/** Kinds of rows that are no events of a history: what was not paid for, not watched, not done yet. */
const NO_EVENT =
  /refund|void|cancel|pending|fail|return|declin|expired|unpaid|abandon|trailer|hook|teaser|promo|to-read|to_read|wishlist|currently-reading/i;
const KINDS = 12;

/** Whether the rows without a kind are further lines of the order above: of its user, at its time. */
function continues(facts: Facts, { columns }: FilePlan, suggested: Suggested | null): boolean {
  const codesOf = (...roles: readonly Role[]): Int32Array | undefined =>
    suggested?.facts[columns.findIndex(({ role }) => roles.includes(role))]?.codes;
  const [who, time] = [codesOf('user', 'session'), codesOf('time')];
  if (who === undefined || time === undefined) return false;
  return facts.values.every(
    (kind, row) => kind !== '' || (row > 0 && who[row] === who[row - 1] && time[row] === time[row - 1]),
  );
}

/** Some rows are of a kind that is no event: whether they count. The plan leaves them out until somebody says otherwise. */
function whichKinds({ plan, suggested }: Sniffed): readonly Question[] {
  const column = plan.columns.findIndex(({ role }) => role === 'event');
  const facts = suggested?.facts[column];
  if (facts === undefined || facts.distinct > KINDS) return [];
  const kinds = [...new Set(facts.values)].filter((kind) => kind !== '' || !continues(facts, plan, suggested));
  const [not, kept] = [kinds.filter((kind) => NO_EVENT.test(kind)), kinds.filter((kind) => !NO_EVENT.test(kind))];
  if (not.length === 0 || kept.length === 0) return [];
  const inWords = (of: readonly string[]): string =>
    of.map((kind) => (kind === '' ? 'without one' : `"${kind}"`)).join(', ');
  const left = facts.values.filter((kind) => not.includes(kind)).length;
  return [
    {
      file: plan.name,
      sentence: `Of the first ${counted(facts.values.length, 'row')}, ${grouped(left)} have ${inWords(not)} in column "${plan.columns[column].name}". Do they count?`,
      columns: [column],
      answers: [
        { label: `no, only ${inWords(kept)}`, changes: [{ keep: { events: kept } }] },
        { label: 'yes, all rows', changes: [{ keep: { events: null } }] },
      ],
      guess: 0,
    },
  ];
}

/** Two columns of one name, of which one has a role: the name alone does not say which. */
function duplicateNames({ plan }: Sniffed): readonly Question[] {
  return plan.columns.flatMap((column, i): Question[] => {
    const same = (other: ColumnPlan): boolean => other.name === column.name;
    if (column.role === 'ignore' || plan.columns.filter(same).length < 2) return [];
    const found = choices(plan, column.role, same);
    const guess = found.findIndex((answer) => answer.column === i);
    const sentence = `Several columns are called "${column.name}". Which one is the ${column.role}?`;
    return [{ file: plan.name, sentence, columns: [i], answers: answersOf(found), guess }];
  });
}

/** Everything the file leaves open; nothing for a file that is not used. */
export function questionsAbout(file: Sniffed): readonly Question[] {
  if (file.plan.role === 'ignored') return [];
  if (file.plan.role === 'items') return duplicateNames(file);
  const reading = whichReading(file);
  const columns = reading.length > 0 ? reading : whichColumn(file);
  const times = [...unreadableTime(file), ...(reading.length > 0 ? [] : whichTime(file)), ...dayOrMonth(file)];
  return [...duplicateNames(file), ...columns, ...times, ...whichKinds(file)];
}
