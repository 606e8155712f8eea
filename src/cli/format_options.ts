import type { Delimiter, FormatChoice } from '../engine/api.ts';
import { encodings } from '../engine/choices.ts';
import type { Arguments, OptionTable } from './options.ts';
import { UsageError } from './usage_error.ts';

const separators: Readonly<Record<string, Delimiter>> = {
  comma: ',',
  tab: '\t',
  semicolon: ';',
  pipe: '|',
  colons: '::',
  space: ' ',
};

const lines = {
  rows: 'rows',
  histories: 'histories',
  'rows-under-items': 'rows under items',
} as const;

const decimals = { point: '.', comma: ',' } as const;

const names = (of: object): string => Object.keys(of).join(' | ');

/** How the text of every file is cut into a table; what is not said is looked for. */
export const formatOptions: OptionTable = {
  'table-line': { value: 'N', help: 'the line where the table begins, in every file; looked for by default' },
  separator: { value: 'CHARACTER', help: `between fields: ${names(separators)}, or the character itself` },
  lines: { value: 'KIND', help: `what a line is: ${names(lines)}` },
  header: { help: 'the first row names the columns' },
  'no-header': { help: 'the first row is data' },
  decimal: { value: 'SIGN', help: `in numbers: ${names(decimals)}` },
  encoding: { value: 'NAME', help: encodings.join(' | ') },
  sheet: { value: 'NAME', help: 'which sheet of a workbook is read; the first with a table by default' },
};

/** What the options say of how files are read; empty where they say nothing. @throws UsageError */
export function formatOf(given: Arguments): FormatChoice {
  if (given.flag('header') && given.flag('no-header')) throw new UsageError('give --header or --no-header, not both');
  const line = given.whole('table-line', 1);
  const delimiter = separatorOf(given.text('separator'));
  const kind = given.choice('lines', ['rows', 'histories', 'rows-under-items']);
  const sign = given.choice('decimal', ['point', 'comma', '.', ',']);
  const encoding = given.choice('encoding', encodings);
  const sheet = given.text('sheet');
  return {
    ...(line === undefined ? {} : { skipLines: line - 1 }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(kind === undefined ? {} : { lines: lines[kind] }),
    ...(given.flag('header') ? { header: true } : given.flag('no-header') ? { header: false } : {}),
    ...(sign === undefined ? {} : { decimal: sign === 'point' || sign === 'comma' ? decimals[sign] : sign }),
    ...(encoding === undefined ? {} : { encoding }),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

function separatorOf(text: string | undefined): Delimiter | undefined {
  if (text === undefined) return undefined;
  const found = Object.entries(separators).find(([name, sign]) => text === name || text === sign);
  if (found !== undefined) return found[1];
  throw new UsageError(`--separator is '${text}', expected one of ${Object.keys(separators).join(', ')}`);
}
