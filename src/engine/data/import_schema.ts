/** What may be said to the facade about files: which they are, how they are read, and what the user corrects. */
import * as v from 'valibot';
import {
  byKey,
  byWord,
  fields,
  flag,
  listOf,
  nullOr,
  number,
  oneOf,
  perhaps,
  such,
  text,
  textsOf,
  whole,
  type Schema,
} from '../../core/schema.ts';
import * as words from '../../data/import/types.ts';
import { clockForms } from '../../data/import/values/clock.ts';
import type { Change, Correction, FileFormat, ImportPlan, InputFiles } from './messages.ts';

const isFile = (value: unknown): boolean => value instanceof Blob && 'name' in value && typeof value.name === 'string';
const isFileList = (value: unknown): value is FileList => typeof FileList !== 'undefined' && value instanceof FileList; // Node has none

const file: Schema<File> = such(isFile, 'a File');
const blob: Schema<Blob> = such((value) => value instanceof Blob, 'a Blob');
const namedBlob = fields<words.NamedBlob>({ name: text(), blob });

/** A `File`, or a blob with a name. */
export const inputFile: Schema<File | words.NamedBlob> = byKey<File | words.NamedBlob>({ blob: namedBlob }, file);

/** `File`s, or blobs with a name; the `FileList` of an `<input>` too. */
export const inputFiles: Schema<InputFiles> = v.pipe(
  v.unknown(),
  v.transform((given): unknown => (isFileList(given) ? [...given] : given)),
  listOf(inputFile, 'files') as Schema<InputFiles>,
);

const formatChoice = {
  encoding: perhaps(oneOf(words.encodings)),
  delimiter: perhaps(oneOf(words.delimiters)),
  quotes: perhaps(flag),
  header: perhaps(flag),
  decimal: perhaps(oneOf(words.decimals)),
  skipLines: perhaps(whole(0)),
  lines: perhaps(oneOf(words.lineKinds)),
  sheet: perhaps(text()),
};

export const fileFormats = listOf(fields<FileFormat>({ ...formatChoice, file: text() }), 'formats of files');

const tableFormat = byWord<'kind', words.TableFormat>('kind', {
  delimited: fields<words.DelimitedFormat>({
    kind: oneOf(['delimited']),
    encoding: oneOf(words.encodings),
    delimiter: oneOf(words.delimiters),
    quotes: flag,
    header: flag,
    decimal: oneOf(words.decimals),
    skipLines: whole(0),
    lines: oneOf(words.lineKinds),
  }),
  json: fields<words.JsonFormat>({
    kind: oneOf(['json']),
    encoding: oneOf(words.encodings),
    dialect: oneOf(['json', 'literals']),
    prefix: text(),
    layout: oneOf(words.jsonLayouts),
    at: textsOf('keys'),
    rows: oneOf(['objects', 'arrays', 'values']),
    header: flag,
    events: textsOf('keys'),
    key: nullOr(text()),
    frame: nullOr(fields<words.JsonFrame>({ column: text(), before: text(), after: text() })),
  }),
  sheet: fields<words.SheetFormat>({
    kind: oneOf(['sheet']),
    sheet: text(),
    sheets: textsOf('names'),
    header: flag,
    skipLines: whole(0),
    firstColumn: whole(0),
  }),
  parquet: fields<words.ParquetFormat>({
    kind: oneOf(['parquet']),
    rows: whole(0),
    compression: text(),
    writer: text(),
  }),
});

type OfKind<K extends words.TimeForm['kind']> = Extract<words.TimeForm, { readonly kind: K }>;

const timeForm = byWord<'kind', words.TimeForm>('kind', {
  epoch: fields<OfKind<'epoch'>>({ kind: oneOf(['epoch']), unit: oneOf(words.epochUnits) }),
  date: fields<OfKind<'date'>>({ kind: oneOf(['date']), order: oneOf(words.dateOrders) }),
  order: fields<OfKind<'order'>>({ kind: oneOf(['order']) }),
});

const listForm = fields<words.ListForm>({ separator: oneOf(words.listSeparators), next: nullOr(whole(0)) });

const keep = { minimumValue: nullOr(number), events: nullOr(textsOf('kinds of events')) };
const spellings = listOf(oneOf(words.spellings), 'spellings');
const join = { user: spellings, item: spellings };
const blankItems = oneOf(words.blankItemRules);

const ofColumn = { file: text(), column: whole(0) };

type ChangeOf<K extends string> = Extract<Change, Readonly<Record<K, unknown>>>;

const change = byKey<Change>({
  keep: fields<ChangeOf<'keep'>>({
    keep: fields<Partial<words.Keep>>({ minimumValue: perhaps(keep.minimumValue), events: perhaps(keep.events) }),
  }),
  join: fields<ChangeOf<'join'>>({
    join: fields<Partial<words.Joined>>({ user: perhaps(join.user), item: perhaps(join.item) }),
  }),
  blankItems: fields<ChangeOf<'blankItems'>>({ blankItems }),
  part: fields<ChangeOf<'part'>>({ file: text(), part: nullOr(oneOf(words.parts)) }),
  time: fields<ChangeOf<'time'>>({ ...ofColumn, time: timeForm }),
  list: fields<ChangeOf<'list'>>({ ...ofColumn, list: nullOr(listForm) }),
  column: fields<Extract<Change, { readonly column: number; readonly role: unknown }>>({
    ...ofColumn,
    role: oneOf(words.roles),
  }),
  role: fields<Exclude<ChangeOf<'role'>, { readonly column: number }>>({ file: text(), role: oneOf(words.fileRoles) }),
});

export const correction: Schema<Correction> = byKey<Correction>(
  { question: fields<Exclude<Correction, Change>>({ question: whole(0), answer: whole(0) }) },
  change,
);

const column = fields<words.ColumnPlan>({
  name: text(),
  samples: textsOf('texts'),
  role: oneOf(words.roles),
  confidence: number,
  why: text(),
  time: nullOr(timeForm),
  sampleTimes: listOf(nullOr(number), 'times'),
  numbers: nullOr(fields<NonNullable<words.ColumnPlan['numbers']>>({ decimal: oneOf(words.decimals) })),
  doubt: nullOr(text()),
  clock: nullOr(oneOf(clockForms)),
  list: nullOr(listForm),
});

const firstRows = fields<words.FirstRows>({
  rows: whole(0),
  bytesPerRow: number,
  distinct: listOf(whole(0), 'counts'),
  kinds: listOf(nullOr(textsOf('values')), 'lists'),
});

const filePlan = fields<words.FilePlan>({
  name: text(),
  bytes: number,
  role: oneOf(words.fileRoles),
  why: text(),
  part: nullOr(oneOf(words.parts)),
  format: nullOr(tableFormat),
  columns: listOf(column, 'columns'),
  opening: listOf(textsOf('cells'), 'rows'),
  returned: perhaps(fields<NonNullable<words.FilePlan['returned']>>({ fields: whole(0) })),
  first: perhaps(firstRows),
  warnings: textsOf('sentences'),
});

const answer = fields<words.Answer>({
  label: text(),
  consequence: perhaps(text()),
  changes: listOf(change, 'changes'),
});

const question = fields<words.Question>({
  file: text(),
  sentence: text(),
  columns: listOf(whole(0), 'columns'),
  answers: listOf(answer, 'answers'),
  guess: whole(0),
});

/** A plan as `sniff` and `correct` give it. */
export const importPlan: Schema<ImportPlan> = fields<ImportPlan>({
  files: listOf(filePlan, 'files'),
  questions: listOf(question, 'questions'),
  keep: fields<words.Keep>(keep),
  join: fields<words.Joined>(join),
  blankItems,
});
