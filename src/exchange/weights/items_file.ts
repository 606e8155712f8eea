/** Items of weights that were trained elsewhere, in the order of their rows. */
import { unguarded } from '../../core/csv.ts';
import { SettingsError } from '../../core/errors.ts';
import { quote } from '../../core/quote.ts';

/** A file of text by its name. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

export interface NamedItem {
  readonly id: string;
  readonly title?: string;
}

/** Reads them from a file. @throws SettingsError */
export function readItems({ name, text }: TextFile): readonly NamedItem[] {
  if (name.endsWith('.csv')) return ofCsv(name, text);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw wrong(name, 'no JSON');
  }
  if (!Array.isArray(parsed)) throw wrong(name, 'no list');
  return parsed.map((item: unknown, i) => {
    if (typeof item === 'string') return { id: item };
    if (typeof item === 'object' && item !== null && 'id' in item && typeof item.id === 'string') {
      const title = 'title' in item && typeof item.title === 'string' ? { title: item.title } : {};
      return { id: item.id, ...title };
    }
    throw wrong(name, `item ${i + 1} is ${quote(item)}`);
  });
}

const wrong = (name: string, what: string): SettingsError =>
  new SettingsError(
    `items: ${quote(name)}: ${what}; expected a list of ids, ["a", "b"], or of items, [{"id": "a", "title": "A"}], in JSON, or items.csv of a project`,
  );

/** items.csv of an ejected project, as src/eject/tables.ts writes it: item and, where there are any, title. */
function ofCsv(name: string, text: string): readonly NamedItem[] {
  const [header, ...rows] = rowsOf(text);
  const [item, title] = [header?.indexOf('item') ?? -1, header?.indexOf('title') ?? -1];
  if (item < 0) throw wrong(name, 'no column "item"');
  return rows.map((row) => ({
    id: unguarded(row[item] ?? ''),
    ...(title < 0 ? {} : { title: unguarded(row[title] ?? '') }),
  }));
}

/** Rows of a CSV as RFC 4180 has them. */
function rowsOf(text: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, quoted, plain, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    if (end === '' && row.length === 0 && quoted === undefined && plain === '') break;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    if (end === ',') continue;
    rows.push(row);
    row = [];
  }
  return rows;
}
