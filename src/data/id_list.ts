/** Ids that somebody has in a file of any kind that is imported: of users to recommend to, of items that may be listed, with what is in stock. */
import { ImportError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';
import { sources, type Source } from './import/archives/source.ts';
import { defaultLimits } from './import/limits.ts';
import { fitsOf, wordsOf } from './import/match/column_names.ts';
import { suggest } from './import/match/columns.ts';
import { isUnnamed } from './import/text/header.ts';
import { kindOf, type FoundTable, type TableKind } from './import/table_kind.ts';
import { texts } from './import/text/sample.ts';
import type { ColumnPlan, FilePlan, FormatChoice, NamedBlob } from './import/types.ts';

export interface IdList {
  /** Each once, in order of the file. */
  readonly ids: readonly string[];
  /** The column they stand in, by its name; null where it has none. */
  readonly column: string | null;
  /** Where a column says what is in stock. */
  readonly stock: { readonly column: string; readonly out: readonly string[] } | null;
}

export const idsOf = ['users', 'items'] as const;
export type IdsOf = (typeof idsOf)[number];

/**
 * The ids of a file: those of the column that is called so, else of its first one. Of items a column that is called a stock says
 * which are there: a number above 0, or yes. @throws ImportError for what is no table, and for a stock that is neither
 */
export async function readIdList(file: NamedBlob, of: IdsOf): Promise<IdList> {
  const [source, ...others] = await sources([file]);
  if (source === undefined || others.length > 0) {
    throw new ImportError(`${file.name}: it holds ${others.length + (source ? 1 : 0)} files, expected one`);
  }
  if (source.refused !== null) throw new ImportError(`${source.name}: ${source.refused}`);
  const kind = await kindOf(source);
  const { table } = await tableOf(kind, source);
  const id = idColumn(table.names, of);
  const stock = of === 'items' ? table.names.findIndex((name, column) => column !== id && namesStock(name)) : -1;
  const taken: string[][] = [];
  await kind.read(source, planFor(source, table, [id, stock]), options(), {
    expect: () => undefined,
    row: (row) => {
      const fields = texts(row);
      taken.push([fields[id] ?? '', stock < 0 ? '' : (fields[stock] ?? '')]);
      return true;
    },
  });
  const ids = new Set<string>();
  const out = new Set<string>();
  for (const [text, left] of taken) {
    const each = text.trim();
    if (each === '') continue;
    ids.add(each);
    if (stock >= 0 && !isInStock(left, `${file.name}, column ${quote(table.names[stock])} of ${quote(each)}`)) {
      out.add(each);
    }
  }
  if (ids.size === 0) throw new ImportError(`${file.name}: column ${quote(table.names[id])} holds no ids`);
  return {
    ids: [...ids],
    column: isUnnamed(table.names[id]) ? null : table.names[id],
    stock: stock < 0 ? null : { column: table.names[stock], out: [...out] },
  };
}

/** A list of bare ids has no header that anything tells: then its first line is an id as well. */
async function tableOf(kind: TableKind, source: Source): Promise<FoundTable> {
  const found = await attempt(kind, source, {});
  const isBare =
    found === null || (!found.table.headerSure && found.table.names.length === 1 && isNoName(found.table.names[0]));
  if (!isBare) return found;
  const whole = await attempt(kind, source, { header: false });
  if (whole !== null) return whole;
  return kind.find(source, {}, defaultLimits); // says why not
}

async function attempt(kind: TableKind, source: Source, choice: FormatChoice): Promise<FoundTable | null> {
  try {
    return await kind.find(source, choice, defaultLimits);
  } catch (error) {
    if (error instanceof ImportError) return null;
    throw error;
  }
}

const isNoName = (name: string): boolean => fitsOf(name).length === 0 && !namesStock(name);

/** The column that is called after what is looked for, surest first; else the first. */
function idColumn(names: readonly string[], of: IdsOf): number {
  const roles = of === 'users' ? ['user', 'session'] : ['item'];
  const sure = names.map((name) =>
    Math.max(0, ...fitsOf(name).map(({ role, confidence }) => (roles.includes(role) ? confidence : 0))),
  );
  return sure.indexOf(Math.max(...sure));
}

const STOCK = new Set(
  'stock instock inventory available availability onhand quantity qty units bestand lager verfügbar lagerbestand stocks disponible existencias giacenza voorraad'.split(
    ' ',
  ),
);

/** Whether a column is called what is left of something. */
export const namesStock = (name: string): boolean => wordsOf(name).some((word) => STOCK.has(word));

const YES = new Set(['yes', 'y', 'true', 'in stock', 'instock', 'available', 'ja', 'oui', 'si', 'sí']);
const NO = new Set(['', 'no', 'n', 'false', 'out of stock', 'outofstock', 'sold out', 'unavailable', 'nein', 'non']);

function isInStock(text: string, where: string): boolean {
  const said = text.trim().toLowerCase();
  if (YES.has(said)) return true;
  if (NO.has(said)) return false;
  const number = Number(said.replace(',', '.'));
  if (Number.isFinite(number)) return number > 0;
  throw new ImportError(`${where}: ${quote(text)} is no stock, expected a number, yes or no; correct it`);
}

/** Only these columns are read. */
function planFor(source: Source, table: FoundTable['table'], read: readonly number[]): FilePlan {
  const columns = suggest(table, false).columns.map((column, c): ColumnPlan => ({
    ...column,
    list: null,
    role: read.includes(c) ? 'title' : 'ignore',
  }));
  return {
    ...{ name: source.name, bytes: source.bytes, role: 'items', why: '', part: null },
    ...{ format: table.format, columns, opening: table.opening, warnings: [] },
  };
}

const options = () => ({ now: () => 0, limits: defaultLimits });
