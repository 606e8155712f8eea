/** What a reader of the numbers should know about how the file was read, as sentences. */
import { describeJson } from '../json/json_words.ts';
import { grouped } from '../limits.ts';
import type { RowReader } from './rows.ts';
import { describeTime } from '../values/time.ts';
import type { DelimitedFormat, FilePlan, JsonFormat, TimeForm } from '../types.ts';

const DELIMITER_NAMES = {
  ',': 'commas',
  '\t': 'tabs',
  ';': 'semicolons',
  '|': 'bars',
  '::': 'double colons',
  ' ': 'spaces',
} as const;

const LINES = {
  rows: '',
  histories: ', a history in each line',
  'rows under items': ', lines with a colon above the rows they belong to',
} as const;

function formatNote(file: FilePlan, format: DelimitedFormat | JsonFormat): string {
  if (format.kind === 'json') return `${file.name}: ${describeJson(format)}.`;
  const header = format.header ? 'with' : 'without';
  const lines = LINES[format.lines];
  const comma = format.decimal === ',' ? ', decimals with a comma' : '';
  const from = format.skipLines === 0 ? '' : `, from line ${grouped(format.skipLines + 1)}`;
  return `${file.name}: columns separated by ${DELIMITER_NAMES[format.delimiter]}, ${format.encoding}, ${header} a header${comma}${lines}${from}.`;
}

/** How the text of one file was cut into rows. */
export function textNotes(file: FilePlan, format: DelimitedFormat | JsonFormat, reader: RowReader): readonly string[] {
  const { lf, crlf, cr } = reader.lineEnds;
  const ends = [
    [lf, 'LF'],
    [crlf, 'CRLF'],
    [cr, 'CR'],
  ] as const;
  const used = ends.filter(([count]) => count > 0).map(([count, name]) => `${grouped(count)} ${name}`);
  const mixed = used.length > 1 ? [`${file.name}: line ends are mixed: ${used.join(', ')}.`] : [];
  const blank = reader.blankRows > 0 ? [`${file.name}: ${grouped(reader.blankRows)} blank rows were passed over.`] : [];
  return [formatNote(file, format), ...mixed, ...blank, ...listNotes(file, format, reader)];
}

/** What did not become rows although it stands in lists. */
function listNotes({ name }: FilePlan, format: DelimitedFormat | JsonFormat, { lists }: RowReader): readonly string[] {
  if (lists === undefined || format.kind !== 'json') return [];
  const { empty, cut } = lists;
  const list = `"${format.events.filter((event) => event !== '').join('", "') || 'the list'}"`;
  return [
    ...(empty > 0 ? [`${name}: ${grouped(empty)} times ${list} is empty: there is no row of it.`] : []),
    ...(cut > 0 ? [`${name}: ${grouped(cut)} lists hold more than one element: only the first was read.`] : []),
  ];
}

/** How times were read, and what follows where they do not order anything. */
export function timeNotes(form: TimeForm | null, time: Float64Array | null): readonly string[] {
  if (form === null || time === null) return ['There is no time column: the order comes from the file.'];
  const allEqual = time.length > 1 && time.every((value) => value === time[0]);
  const note = `Times were read as ${describeTime(form)}.`;
  return allEqual ? [note, 'All times are equal: the order comes from the file.'] : [note];
}
