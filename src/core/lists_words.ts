import { counted } from './counted.ts';
import { quote } from './quote.ts';

/** Some things of which only the first are named. */
interface Some {
  readonly count: number;
  readonly first: readonly string[];
}

interface Report {
  readonly users: number;
  readonly rows: number;
  readonly on: 'gpu' | 'cpu';
  readonly short: Some;
  readonly without: Some;
  readonly unknown: { readonly users: Some; readonly items: Some; readonly taken: Some };
}

/** What a file of lists holds, in one sentence. */
export const listsWords = ({ users, rows, on }: Report): string =>
  `${counted(users, 'list')}, ${counted(rows, 'row')}, computed on the ${on === 'gpu' ? 'GPU' : 'processor'}.`;

/** What of that which was asked it does not hold, a sentence each. `count` is how many items a list was to have. */
export function lackingWords({ short, without, unknown }: Report, count: number): string[] {
  return [
    ...said(unknown.users, 'id is no user of the data', 'ids are no users of the data'),
    ...said(without, `user has ${NO_LIST}`, `users have ${NO_LIST}`),
    ...said(short, `list has ${fewer(count)}`, `lists have ${fewer(count)}`),
    ...said(
      unknown.items,
      'id of the rules is no item of the catalogue',
      'ids of the rules are no items of the catalogue',
    ),
    ...said(
      unknown.taken,
      'item of the histories is not known to the model, which reads past it',
      'items of the histories are not known to the model, which reads past them',
    ),
  ];
}

const NO_LIST = 'no list, since nothing of the history is known or nothing may be listed';
const fewer = (count: number): string => `fewer than ${counted(count, 'item')}, since no more may be listed`;

const said = (some: Some, one: string, many: string): string[] =>
  some.count === 0 ? [] : [`${counted(some.count, one, many)}: ${named(some)}.`];

/** The ids that are named, and that there are more. */
export function named({ count, first }: Some): string {
  const more = count - first.length;
  return `${first.map(quote).join(', ')}${more === 0 ? '' : ` and ${counted(more, 'other')}`}`;
}

interface IdList {
  readonly ids: readonly string[];
  readonly column: string | null;
  readonly stock: { readonly column: string; readonly out: readonly string[] } | null;
}

/** What a file of ids was read as, in one sentence. */
export function idListWords(file: string, { ids, column, stock }: IdList, one: string): string {
  const left =
    stock === null ? '' : `, ${counted(stock.out.length, one)} of them out of stock by column ${quote(stock.column)}`;
  return `${file}: ${counted(ids.length, one)}${column === null ? '' : ` by column ${quote(column)}`}${left}.`;
}
