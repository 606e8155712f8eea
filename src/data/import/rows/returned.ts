/** Rows that were left out, saved by `rejected.ts`, and come back: read as the columns of the file they are from. */
import * as v from 'valibot';
import { unguarded } from '../../../core/csv.ts';
import { fieldText } from '../text/encoding.ts';
import { headerNames } from '../text/header.ts';
import type { SampleTable } from '../text/table.ts';
import type { Taker } from '../table_kind.ts';
import { roles, type ColumnPlan, type Delimiter, type FilePlan, type FormatChoice } from '../types.ts';
import { timesOf } from '../values/time.ts';
import { MORE, OURS, SETTINGS, type UsedColumn } from './rejected.ts';
import type { Row } from './rows.ts';

/** Our own columns stand first. */
const OWN = OURS.length + 1;
const APOSTROPHE = 0x27;

const Time = v.variant('kind', [
  v.strictObject({
    kind: v.literal('epoch'),
    unit: v.picklist(['s', 'ms', 'us', 'ns', 'mixed', 'ks', 'days', 'excel']),
  }),
  v.strictObject({ kind: v.literal('date'), order: v.picklist(['year first', 'day first', 'month first']) }),
  v.strictObject({ kind: v.literal('order') }),
]);

const place = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Somebody else may have written the file. */
const Settings: v.GenericSchema<readonly UsedColumn[]> = v.array(
  v.strictObject({
    at: place,
    name: v.string(),
    role: v.picklist(roles),
    time: v.nullable(Time),
    clock: v.nullable(v.picklist(['written', 'hours', 'hhmm', 'hhmmss'])),
    numbers: v.nullable(v.strictObject({ decimal: v.picklist(['.', ',']) })),
    list: v.nullable(
      v.strictObject({ separator: v.picklist([' ', '\t', ',', ';', '|', 'brackets']), next: v.nullable(place) }),
    ),
  }),
);

const AS_BEFORE = 'as in the file that these rows were left out of';
/** Surer than any guess, and not the user's own choice in this file. */
const SURENESS = 0.99;
const CHANGED = 'Its columns are not those that were saved, so that they were matched anew.';

/** A table of rows that came back. */
export interface Returned {
  /** With the columns and the fields of the file they are from. */
  readonly table: SampleTable;
  /** Fields of a row of this file, ours among them. */
  readonly fields: number;
  /** What is to be said of it. */
  readonly warning: string | null;
  /** The suggested columns, those that were used before as they were. */
  readonly columns: (suggested: readonly ColumnPlan[]) => readonly ColumnPlan[];
}

/** How a text or a sheet is cut that begins with our first column; what is not settled by it is detected. */
export function choiceOfReturned(beginning: string): FormatChoice {
  const [, delimiter] = /^"?nextup:file"?([,;\t|]?)/.exec(beginning) ?? [];
  if (delimiter === undefined) return {};
  const settled = { quotes: true, header: true, skipLines: 0, lines: 'rows' } as const;
  return delimiter === '' ? settled : { ...settled, delimiter: delimiter as Delimiter };
}

function settingsIn(name: string): readonly UsedColumn[] | null {
  try {
    return v.parse(Settings, JSON.parse(name.slice(SETTINGS.length)));
  } catch {
    return null; // somebody changed it
  }
}

/** The table that came back; null where `table` is any other. */
export function returned(table: SampleTable): Returned | null {
  const { format, names, rows, opening } = table;
  if (format.kind !== 'delimited' && format.kind !== 'sheet') return null;
  if (OURS.some((name, i) => names[i] !== name) || !(names[OURS.length] ?? '').startsWith(SETTINGS)) return null;
  const end = names.findLastIndex((name) => name !== MORE) + 1;
  const theirs = names.slice(OWN, end).map(unguarded);
  const fieldsOf = (row: readonly string[]): readonly string[] => row.slice(OWN, end).map(unguarded);
  const settings = settingsIn(names[OURS.length]);
  const known =
    settings?.every(({ at, name }) => theirs[at]?.trim() === headerNames([name])[0]) === true ? settings : null;
  return {
    table: { ...table, names: theirs, rows: rows.map(fieldsOf), opening: opening.map(fieldsOf), assumed: [] },
    fields: names.length,
    warning: known === null ? CHANGED : null,
    columns: (suggested) => (known === null ? suggested : suggested.map((column, at) => asBefore(column, at, known))),
  };
}

function asBefore(column: ColumnPlan, at: number, known: readonly UsedColumn[]): ColumnPlan {
  const before = known.find((one) => one.at === at);
  if (before === undefined) return { ...column, role: 'ignore', confidence: 0, why: AS_BEFORE, list: null };
  const { name, role, time, clock, numbers, list } = before;
  const sampleTimes = time === null ? [] : timesOf(column.samples, time);
  return {
    ...{ ...column, name, role, time, clock, numbers, list, sampleTimes },
    ...{ confidence: SURENESS, why: AS_BEFORE, doubt: null },
  };
}

/** Hands on the rows of a file that came back as they stood in the file they are from. */
export function takerOfReturned({ columns }: FilePlan, { row: take, expect }: Taker): Taker {
  const row = (each: Row): boolean => {
    bare(each, columns.length);
    return take(each);
  };
  return { row, expect };
}

/** Takes our columns and the guards from a row; blank fields that a spreadsheet adds or takes away at its end are nothing. */
function bare(row: Row, width: number): void {
  const { bytes, starts, ends } = row;
  starts.copyWithin(0, OWN, row.count);
  ends.copyWithin(0, OWN, row.count);
  let count = Math.max(row.count - OWN, 0);
  while (count > width && starts[count - 1] === ends[count - 1]) count--;
  for (; count < width; count++) starts[count] = ends[count] = count === 0 ? 0 : ends[count - 1];
  row.count = count;
  for (let i = 0; i < count; i++) {
    if (bytes[starts[i]] !== APOSTROPHE) continue;
    const text = fieldText(bytes.subarray(starts[i], ends[i]));
    if (unguarded(text) !== text) starts[i]++;
  }
}
