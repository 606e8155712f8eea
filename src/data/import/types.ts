/**
 * The plain data that crosses the worker boundary: what the importer found (`ImportPlan`), what the user may change in it,
 * and what a pass over the whole file gave (`ImportResult`).
 */
import type { Interactions } from '../dataset.ts';
import type { ClockForm } from './values/clock.ts';

/** How a column writes its numbers: the sign before their decimals. What else stands in them follows from it. */
export interface NumberStyle {
  readonly decimal: '.' | ',';
}

/** A file by name: what Node, tests and a fetched URL have instead of a `File`. */
export interface NamedBlob {
  readonly name: string;
  readonly blob: Blob;
}

export type InputFiles = readonly File[] | readonly NamedBlob[];

export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof encodings)[number];
export const delimiters = [',', '\t', ';', '|', '::', ' '] as const;
export type Delimiter = (typeof delimiters)[number];
export const decimals = ['.', ','] as const;

export interface DelimitedFormat {
  readonly kind: 'delimited';
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  /** Whether `"` may open a field that contains delimiters and line ends. */
  readonly quotes: boolean;
  readonly header: boolean;
  readonly decimal: (typeof decimals)[number];
  /** Lines of the file before the table. */
  readonly skipLines: number;
  readonly lines: Lines;
}

/**
 * What a line is: a row; a history, whose first field is followed by its items; or, between rows, the item of those that
 * follow it.
 */
export const lineKinds = ['rows', 'histories', 'rows under items'] as const;
export type Lines = (typeof lineKinds)[number];

/**
 * What holds the rows in a JSON text: its lines, its values one after the other, the elements of an array, the members of an
 * object (`{"u1": …, "u2": …}`), or the columns of an object of columns (`{"user": […], "item": […]}`).
 */
export const jsonLayouts = ['lines', 'values', 'elements', 'members', 'columns'] as const;
export type JsonLayout = (typeof jsonLayouts)[number];

/** Rows in JSON, or in what programs print of the same: literals of Python and of JavaScript. */
export interface JsonFormat {
  readonly kind: 'json';
  readonly encoding: Encoding;
  readonly dialect: 'json' | 'literals';
  /** What stands before the JSON and is passed over, as `var rows = `. */
  readonly prefix: string;
  readonly layout: JsonLayout;
  /** The keys that lead from the outermost object to what holds the rows. */
  readonly at: readonly string[];
  /** What one row is: an object of named fields, an array of fields in order, or a value that is a field by itself. */
  readonly rows: 'objects' | 'arrays' | 'values';
  /** Whether the first of the `arrays` holds the names of the columns. */
  readonly header: boolean;
  /** The lists in a row whose elements each become a row, the outer one first; `''` is the row itself. */
  readonly events: readonly string[];
  /** The column that takes the key of a member or the number of a list; null where there is none. */
  readonly key: string | null;
  /** Words around every value of a column which are left out, as "Watched " before a title; null where there are none. */
  readonly frame: JsonFrame | null;
}

export interface JsonFrame {
  readonly column: string;
  readonly before: string;
  readonly after: string;
}

/** A sheet of an Excel workbook. */
export interface SheetFormat {
  readonly kind: 'sheet';
  readonly sheet: string;
  /** All sheets that may be chosen, hidden ones last. */
  readonly sheets: readonly string[];
  readonly header: boolean;
  /** Rows of the sheet before the table. */
  readonly skipLines: number;
  /** Column of the sheet, from 0, in which the table begins. */
  readonly firstColumn: number;
}

/** Apache Parquet: columns in groups of rows, with types. */
export interface ParquetFormat {
  readonly kind: 'parquet';
  readonly rows: number;
  /** As the file names it: "SNAPPY"; several are joined by commas. */
  readonly compression: string;
  /** What wrote the file, as it says itself; empty where it does not. */
  readonly writer: string;
}

export type TableFormat = DelimitedFormat | JsonFormat | ParquetFormat | SheetFormat;

/**
 * What a column is used for. Only `item` and one of `user` and `session` are required; `clock` is the time of the day of
 * `time`. `maker` is who made the item (artist, author, brand): it is shown after the title, and where a file has no title
 * column, its item is a title that several makers may have used, so that both together are the item.
 */
export const roles = [
  'user',
  'session',
  'item',
  'time',
  'clock',
  'value',
  'event',
  'title',
  'maker',
  'category',
  'ignore',
] as const;
export type Role = (typeof roles)[number];

/**
 * Of a number that counts from 1970: seconds to nanoseconds, each value as its size says, thousands of seconds, days. `excel` are
 * a spreadsheet's days since the end of 1899.
 */
export const epochUnits = ['s', 'ms', 'us', 'ns', 'mixed', 'ks', 'days', 'excel'] as const;
export type EpochUnit = (typeof epochUnits)[number];
/**
 * Order of an all-numeric date whose year does not come first. Dates with the year first or the month in words need none:
 * where a column has only such, its order is `year first`, and any other date in it is none, but that a year of two digits is then first.
 */
export const dateOrders = ['year first', 'day first', 'month first'] as const;
export type DateOrder = (typeof dateOrders)[number];

/** How the values of a time column are read. Dates without a zone are UTC, on every machine. */
export type TimeForm =
  | { readonly kind: 'epoch'; readonly unit: EpochUnit }
  | { readonly kind: 'date'; readonly order: DateOrder }
  | { readonly kind: 'order' };

export const listSeparators = [' ', '\t', ',', ';', '|', 'brackets'] as const;
/** How several values stand in one field: between spaces, commas …, or as a list of JSON or Python in brackets. */
export interface ListForm {
  readonly separator: (typeof listSeparators)[number];
  /** The column that holds what came after the list; null where there is none. */
  readonly next: number | null;
}

export interface ColumnPlan {
  readonly name: string;
  /** The first different values, at most five. */
  readonly samples: readonly string[];
  readonly role: Role;
  /** 0 … 1: how sure the suggestion is. */
  readonly confidence: number;
  readonly why: string;
  /** How the values would be read as times; null where they are none. */
  readonly time: TimeForm | null;
  /** The samples read so: seconds since 1970 or order numbers, null for one that is no time. Empty where `time` is null. */
  readonly sampleTimes: readonly (number | null)[];
  /** How its values write numbers; null where they are none. */
  readonly numbers: NumberStyle | null;
  /** What makes its values doubtful, as the end of "column "ts" …"; null where nothing does. */
  readonly doubt: string | null;
  /** How the values would be read as times of the day; null where they are none. */
  readonly clock: ClockForm | null;
  /** How a value holds several; a row is then read as one row for each. Null where a value is one. */
  readonly list: ListForm | null;
}

/** What a benchmark's file is for, where its authors divided it. */
export const parts = ['training', 'validation', 'test'] as const;
export type Part = (typeof parts)[number];

export const fileRoles = ['interactions', 'items', 'ignored'] as const;
export type FileRole = (typeof fileRoles)[number];

/** What the first rows hold, so that one can tell before reading what a choice leads to. */
export interface FirstRows {
  readonly rows: number;
  /** A row in the file, on average; 0 where there is none. */
  readonly bytesPerRow: number;
  /** Different values of each column, the absent one not counted. */
  readonly distinct: readonly number[];
  /** The different values of each column that has few, the empty one among them; null for the others. */
  readonly kinds: readonly (readonly string[] | null)[];
}

export interface FilePlan {
  /** Name of the dropped file; for a member of an archive `archive.zip/folder/member.csv`. */
  readonly name: string;
  /** Size on disk (inside an archive: compressed). */
  readonly bytes: number;
  /** Several files may hold interactions: they are read as one table. */
  readonly role: FileRole;
  readonly why: string;
  /** Null where the files are not a divided benchmark. */
  readonly part: Part | null;
  /** Null where the file is no table. */
  readonly format: TableFormat | null;
  readonly columns: readonly ColumnPlan[];
  /** The first rows as the format cuts them, the header not among them; long fields are cut. */
  readonly opening: readonly (readonly string[])[];
  /** Of a file that holds rows which were left out of another and saved here: fields of its rows, ours among them. */
  readonly returned?: { readonly fields: number };
  /** Absent where the file is no table. */
  readonly first?: FirstRows;
  readonly warnings: readonly string[];
}

/** What the user has settled about how a file is read; the rest is detected. */
export interface FormatChoice {
  readonly encoding?: Encoding;
  readonly delimiter?: Delimiter;
  readonly quotes?: boolean;
  readonly header?: boolean;
  readonly decimal?: '.' | ',';
  readonly skipLines?: number;
  readonly lines?: Lines;
  /** Of a workbook: the name of the sheet to read. */
  readonly sheet?: string;
}

export type FileFormat = FormatChoice & { readonly file: string };

/** What the user now says differently about how a file is read; null leaves it to the guess again. */
export type FormatChange = { readonly [K in keyof FormatChoice]?: FormatChoice[K] | null };

/** How a file begins in which no table was found. */
export interface FirstLines {
  readonly file: string;
  /** As they are written, at most eight; long ones are cut. */
  readonly lines: readonly string[];
  /** Whether a quote that never closes is what keeps it from being read. */
  readonly openQuote: boolean;
}

/** What a user may change in a plan. */
export type Change =
  | { readonly keep: Partial<Keep> }
  | { readonly join: Partial<Joined> }
  | { readonly blankItems: BlankItems }
  | { readonly file: string; readonly column: number; readonly time: TimeForm }
  | { readonly file: string; readonly column: number; readonly list: ListForm | null }
  | { readonly file: string; readonly column: number; readonly role: Role }
  | { readonly file: string; readonly part: Part | null }
  | { readonly file: string; readonly role: FileRole };

/** One way to settle a question. */
export interface Answer {
  readonly label: string;
  /** What it leads to, as the first rows have it: "40 users × 15 items, 300 interactions". */
  readonly consequence?: string;
  /** In this order. */
  readonly changes: readonly Change[];
}

/** Something the file does not say by itself. `guess` is the answer the plan already holds. */
export interface Question {
  readonly file: string;
  readonly sentence: string;
  /** The columns it is about: a choice made for one of them settles it too. */
  readonly columns: readonly number[];
  readonly answers: readonly Answer[];
  readonly guess: number;
}

/** Which interactions to keep; the others are counted as a problem of kind `filtered`. */
export interface Keep {
  /** Rows whose value is below are left out; rows without a value stay. */
  readonly minimumValue: number | null;
  /** Only rows of these event kinds. */
  readonly events: readonly string[] | null;
}

/** Ways to write one id: 17000 and 17000.0, letter case, leading zeros, spaces around it and how an accent is written. */
export const spellings = ['numbers', 'letter case', 'leading zeros', 'spaces and accents'] as const;
export type Spelling = (typeof spellings)[number];

/** Ids that are joined although they are written differently. */
export interface Joined {
  readonly user: readonly Spelling[];
  readonly item: readonly Spelling[];
}

/** Ids that one way of writing keeps apart. */
export interface Twins {
  readonly what: keyof Joined;
  readonly spelling: Spelling;
  /** So many fewer ids there are where they are joined (beside the other spellings reported for the same ids). */
  readonly ids: number;
  /** Ids that are one, at most three groups. */
  readonly examples: readonly (readonly string[])[];
  /** Whether the plan joins them. */
  readonly joined: boolean;
}

/** What becomes of a row whose item is blank and that has a title: it is left out, or the title is taken as its item. */
export const blankItemRules = ['left out', 'title'] as const;
export type BlankItems = (typeof blankItemRules)[number];

export interface ImportPlan {
  readonly files: readonly FilePlan[];
  readonly questions: readonly Question[];
  readonly keep: Keep;
  readonly join: Joined;
  readonly blankItems: BlankItems;
}

export type ProblemKind =
  | 'wrong number of fields'
  | 'not a JSON object'
  | 'missing user'
  | 'missing item'
  | 'missing time'
  | 'unreadable time'
  | 'time out of range'
  | 'unreadable value'
  | 'stray quote'
  | 'not UTF-8'
  | 'different title'
  | 'different category'
  | 'filtered'
  | 'two spellings'
  | 'no item matches';

export interface ProblemExample {
  /** As a spreadsheet counts: the header is row 1. */
  readonly row: number;
  readonly column: string;
  readonly value: string;
  /** The fields of the row, at most twelve, long ones cut. */
  readonly cells: readonly string[];
}

/** A row that was left out because it could not be used, as the file has it. */
export interface RejectedRow {
  readonly file: string;
  readonly row: number;
  readonly kind: ProblemKind;
  /** The column at fault, empty where it is the row as a whole. */
  readonly column: string;
  readonly cells: readonly string[];
}

/** All rows that got the same repair. */
export interface Problem {
  readonly file: string;
  readonly kind: ProblemKind;
  readonly rows: number;
  readonly rejected: boolean;
  /** The first five; none where it is no matter of single rows. */
  readonly examples: readonly ProblemExample[];
  /** What was done with these rows. */
  readonly repair: string;
  readonly sentence: string;
}

/** Where the rows of a file went: read = used + left out + aside. */
export interface FileRows {
  readonly file: string;
  readonly role: FileRole;
  readonly rows: {
    readonly read: number;
    readonly used: number;
    /** Could not be used, or were left out by choice. */
    readonly leftOut: number;
    /** Of a file that is not used, or of an items file: of items without an interaction. */
    readonly aside: number;
  };
}

export interface ImportResult {
  readonly interactions: Interactions;
  /** What `interactions.time` holds: seconds since 1970, plain order numbers, or nothing. */
  readonly time: 'seconds' | 'order' | 'none';
  readonly problems: readonly Problem[];
  readonly notes: readonly string[];
  /** What may be wrong although the rows were read, as sentences: guesses, and users without a history. */
  readonly doubts: readonly string[];
  /** Ids that are written in two ways, whether the plan joins them or not. */
  readonly twins: readonly Twins[];
  /** How many times every row stands in the table, at least: 2 where a file was put after itself. */
  readonly copies: number;
  /** Rows without an item but with a title: as many as `blankItems: 'title'` saves, or has saved. */
  readonly titledBlanks: number;
  /** Every file that is a table, in the order of the plan. */
  readonly files: readonly FileRows[];
  /** Data rows of the files of interactions, accepted or not. */
  readonly rows: number;
  /** How many of them were left out because they could not be used, and the first of those. */
  readonly rejected: number;
  readonly rejectedRows: readonly RejectedRow[];
  /** Size of the files of interactions on disk. */
  readonly bytes: number;
}

export interface Progress {
  readonly file: string;
  /** Bytes read and to read, as they lie on disk. */
  readonly bytes: number;
  readonly totalBytes: number;
  readonly rows: number;
  readonly rowsPerSecond: number;
  /** Bytes on disk. */
  readonly bytesPerSecond: number;
}
