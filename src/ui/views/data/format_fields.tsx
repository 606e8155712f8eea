import type { Delimiter, Encoding, FormatChange, FormatChoice, Lines, TableFormat } from '../../../worker/contract.ts';
import { SelectField } from '../../controls/fields.tsx';
import { LateNumberField } from '../../controls/late_number_field.tsx';

interface FormatFieldsProps {
  readonly value: FormatChoice;
  /** What is not chosen is shown as "guess", and can be left to it again; else every field has a value. */
  readonly guessed?: boolean;
  readonly onChange: (change: FormatChange) => void;
}

const GUESS = 'guess';

const delimiters: Readonly<Record<Delimiter, string>> = {
  ',': 'comma ,',
  ';': 'semicolon ;',
  '\t': 'tab',
  '|': 'bar |',
  '::': 'two colons ::',
  ' ': 'space',
};

const encodings: Readonly<Record<Encoding, string>> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16 LE',
  'utf-16be': 'UTF-16 BE',
  'windows-1252': 'Windows-1252',
};

const lines: Readonly<Record<Lines, string>> = {
  rows: 'a row',
  histories: 'a user, then the items',
  'rows under items': 'a row, or the item above its rows',
};

/** How a text is cut into a table: seven small choices, each of which can be corrected. */
export function FormatFields({ value, guessed = false, onChange }: FormatFieldsProps) {
  const field = <T extends string>(
    label: string,
    chosen: T | undefined,
    options: Readonly<Record<T, string>>,
    change: (choice: T | null) => FormatChange,
  ) => (
    <SelectField<T | typeof GUESS>
      label={label}
      value={chosen ?? GUESS}
      options={(guessed ? { [GUESS]: 'guess', ...options } : options) as Readonly<Record<T | typeof GUESS, string>>}
      onChange={(next) => onChange(change(next === GUESS ? null : next))}
    />
  );
  const yes = (flag: boolean | undefined): 'yes' | 'no' | undefined =>
    flag === undefined ? undefined : flag ? 'yes' : 'no';
  const flag = (answer: 'yes' | 'no' | null): boolean | null => (answer === null ? null : answer === 'yes');
  return (
    <div className="fields formats">
      {field('Columns are separated by', value.delimiter, delimiters, (delimiter) => ({ delimiter }))}
      {field('Encoding', value.encoding, encodings, (encoding) => ({ encoding }))}
      {field('First row', yes(value.header), { yes: 'names the columns', no: 'is data' }, (answer) => ({
        header: flag(answer),
      }))}
      {field('Quotes "', yes(value.quotes), { yes: 'enclose fields', no: 'are ordinary characters' }, (answer) => ({
        quotes: flag(answer),
      }))}
      {field('Each line is', value.lines, lines, (each) => ({ lines: each }))}
      {field('Decimals', value.decimal, { '.': 'point, 3.5', ',': 'comma, 3,5' }, (decimal) => ({ decimal }))}
      <LateNumberField
        label="Table begins at line"
        value={value.skipLines === undefined ? undefined : value.skipLines + 1}
        placeholder="guess"
        minimum={1}
        whole
        onChange={(line) => onChange({ skipLines: line === undefined ? null : line - 1 })}
      />
    </div>
  );
}

interface SheetFieldsProps {
  readonly value: Extract<TableFormat, { readonly kind: 'sheet' }>;
  readonly onChange: (change: FormatChange) => void;
}

/** Which sheet of a workbook is the table, and where it begins. */
export function SheetFields({ value: { sheet, sheets, header, skipLines }, onChange }: SheetFieldsProps) {
  const names: Readonly<Record<string, string>> = Object.fromEntries(sheets.map((name) => [name, name]));
  return (
    <div className="fields formats">
      <SelectField label="Sheet" value={sheet} options={names} onChange={(chosen) => onChange({ sheet: chosen })} />
      <SelectField
        label="First row"
        value={header ? 'yes' : 'no'}
        options={{ yes: 'names the columns', no: 'is data' }}
        onChange={(answer) => onChange({ header: answer === 'yes' })}
      />
      <LateNumberField
        label="Table begins at row"
        value={skipLines + 1}
        placeholder="guess"
        minimum={1}
        whole
        onChange={(row) => onChange({ skipLines: row === undefined ? null : row - 1 })}
      />
    </div>
  );
}
