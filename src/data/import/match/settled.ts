/** What the names of single columns leave: who, what and by whom, settled by the columns beside each other and by the format. */
import { isHistory } from './alternatives.ts';
import {
  fitsOf,
  mentionsWho,
  namesAttribute,
  namesId,
  namesOtherTime,
  tellsApart,
  type NamedRole,
} from './column_names.ts';
import { countsWithin, varies, type Facts } from './facts.ts';
import { isUnnamed } from '../text/header.ts';
import { nextColumn } from '../lists/list.ts';
import { plainName } from './synonyms.ts';
import type { SampleTable } from '../text/table.ts';

/** A use of a column that its name or its values suggest. */
export interface Suggestion {
  readonly column: number;
  readonly role: NamedRole;
  readonly confidence: number;
  readonly why: string;
}

/** The suggestion that is followed for each role. */
export type Taken = Map<NamedRole, Suggestion>;

/** What of a table decides. */
export type Table = Pick<SampleTable, 'names' | 'rows' | 'lists'> & Partial<Pick<SampleTable, 'format'>>;

export const MOSTLY = 0.5;
/** A user column with so few values gives way to a session column with so many. */
const HARDLY_FILLED = 0.5;
const FULL = 0.95;
/** From here on the name alone says what a column is. */
const CALLED = 0.9;
/** How sure a history is that the format of the file tells. */
export const BY_FORMAT = 0.8;

/** The column that has a role, −1 where none has. */
export const at = (taken: Taken, role: NamedRole): number => taken.get(role)?.column ?? -1;

/** Settles who, what and which titles are items, in this order. */
export function settle(taken: Taken, { names, lists, format }: Table, columns: readonly Facts[]): void {
  settleWho(taken, names, columns);
  settleKey(taken, names, format);
  dropCounters(taken, columns);
  settleHistory(taken, names, columns, lists ?? []);
  itemFromContext(taken, names, columns);
  guessWho(taken, names, columns);
}

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

/** Digits from which a number that comes back with other items is an id. */
const ID_DIGITS = 6;

/** Nobody is named by name: ids that come back, each item with several of them, are rather people's than all one person's. */
function guessWho(taken: Taken, names: readonly string[], columns: readonly Facts[]): void {
  const item = columns[at(taken, 'item')] as Facts | undefined;
  if (item === undefined || taken.has('user') || taken.has('session')) return;
  const used = new Set([...taken.values()].map(({ column }) => column));
  const column = columns.findIndex((facts, i) => {
    const { numeric, distinct, values, samples, look, filled } = facts;
    if (used.has(i) || isUnnamed(names[i]) || fitsOf(names[i]).length > 0) return false;
    if (namesAttribute(names[i]) || namesOtherTime(names[i]) || filled < FULL) return false;
    const isLong = numeric && samples.every((value) => value.length >= ID_DIGITS && /^\d+$/.test(value));
    const isId = isLong || namesId(names[i]) || look === 'email' || look === 'uuid';
    if (!isId || distinct < 2 || distinct > MOSTLY * values.length) return false;
    return (varies(item.codes, facts.codes) ?? 0) > MOSTLY;
  });
  if (column < 0) return;
  const why = `the ids in "${names[column]}" come back with different items`;
  taken.set('user', { column, role: 'user', confidence: MOSTLY, why });
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

/**
 * Where titles stand for the items, the column that tells two of one title apart: who made them, by its name or, where no
 * column has one, the first other text; else the year. −1 where there is none.
 */
export function makerOf(taken: Taken, names: readonly string[], columns: readonly Facts[]): number {
  const item = at(taken, 'item');
  if (item < 0 || taken.has('title') || columns[item].list !== null || !standsForItem(names[item], columns[item]))
    return -1;
  const used = new Set([...taken.values()].filter(({ role }) => role !== 'category').map(({ column }) => column));
  const free = (column: number): boolean => !used.has(column) && columns[column].filled >= MOSTLY;
  const called = (as: 'maker' | 'edition'): number => names.findIndex((name, i) => free(i) && tellsApart(name) === as);
  if (called('maker') >= 0) return called('maker');
  if (called('edition') >= 0) return called('edition');
  const isText = ({ look, numeric, distinct }: Facts): boolean => look === 'words' && !numeric && distinct > 1;
  return taken.has('user') || !names.every(isUnnamed) ? -1 : columns.findIndex((facts, i) => free(i) && isText(facts));
}

/** Whether a column of items holds their titles and no ids. */
const standsForItem = (name: string, { look }: Facts): boolean =>
  isUnnamed(name)
    ? look === 'words'
    : look !== 'uuid' && (fitsOf(name).some(({ role }) => role === 'title') || look === 'words');
