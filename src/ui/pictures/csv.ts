import { csvOf } from '../../core/csv.ts';
import type { LensPicture, PictureNumbers, PictureSide } from '../../worker/contract.ts';
import { namesOf, type OfKind } from './numbers.ts';

type Cells = readonly (string | number)[];

/** The numbers of a picture as CSV: every digit, and nothing where a position cannot see. Shares stay shares of 1. */
export function pictureCsv(picture: LensPicture): string {
  const { rows, columns, values } = picture.numbers;
  const width = namesOf(columns).length;
  const hidden = (row: number, column: number): boolean =>
    picture.kind === 'square' && picture.sees === 'past' && column > row;
  const { head, cells } = picture.kind === 'tree' ? branchesOf(picture) : headsOf(rows);
  return csvOf([
    [...head, ...columnNames(columns)],
    ...cells.map((cell, row) => [
      ...cell,
      ...Array.from({ length: width }, (_, column) => (hidden(row, column) ? '' : values[row * width + column])),
    ]),
  ]);
}

function headsOf(rows: PictureSide): { readonly head: readonly string[]; readonly cells: readonly Cells[] } {
  switch (rows.of) {
    case 'history':
      return { head: ['position', 'item', 'title'], cells: rows.items.map(({ id, title }, i) => [i + 1, id, title]) };
    case 'items':
      return {
        head: ['item', 'title', 'category', 'interactions'],
        cells: rows.items.map(({ id, title, category, count }) => [id, title, category ?? '', count]),
      };
    case 'words':
      return { head: [rows.label], cells: rows.words.map((word) => [word]) };
    case 'codes':
      return {
        head: [rows.label, 'item', 'title'],
        cells: rows.words.map((word, i) => [word, rows.items[i]?.id ?? '', rows.items[i]?.title ?? '']),
      };
  }
}

/** Rows of a tree by their numbers, and of each the one that it goes on from; nothing where that is the root. */
function branchesOf({ parents, numbers }: OfKind<'tree'>): ReturnType<typeof headsOf> {
  const { head, cells } = headsOf(numbers.rows);
  const before = (parent: number): number | string => (parent < 0 ? '' : parent + 1);
  return {
    head: ['row', 'from row', ...head],
    cells: cells.map((cell, row) => [row + 1, before(parents[row]), ...cell]),
  };
}

const columnNames = (columns: PictureNumbers['columns']): readonly string[] =>
  namesOf(columns).map((name, i) => (columns.of === 'history' ? `${i + 1} ${name}` : name));
