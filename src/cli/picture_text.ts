import { depthFirst } from '../core/tree.ts';
import type { LensPicture, PictureNumbers, PictureSide } from '../engine/api.ts';
import { columns, cut, wrapped } from './text.ts';

/** Rows and columns of a table that are written out. */
const ROWS = 200;
const COLUMNS = 12;
/** Characters of a title in a table. */
const TITLE = 40;

/** A picture's title and sentence. */
export const pictureWords = ({ title, sentence }: LensPicture): string => `${title}\n${wrapped('  ', sentence)}`;

/** The first rows and the last columns of a picture's numbers; of a tree the rows depth first. */
export function numbersText(picture: LensPicture): string {
  if (picture.kind === 'tree') return treeText(picture);
  const { rows, columns: across, quantity, unit, values } = picture.numbers;
  const [heads, tops] = [headsOf(rows), wordsOf(across)];
  const from = Math.max(0, tops.length - COLUMNS);
  const isHidden = (row: number, column: number): boolean =>
    picture.kind === 'square' && picture.sees === 'past' && column > row;
  const shown = heads
    .slice(0, ROWS)
    .map((head, row) => [
      ...head,
      ...tops
        .slice(from)
        .map((_, i) => (isHidden(row, from + i) ? '' : written(values[row * tops.length + from + i], unit))),
    ]);
  const first = heads.at(0)?.map(() => '') ?? [];
  const left = heads.length - shown.length;
  const more = [
    ...(left > 0 ? [`… and ${left} more rows`] : []),
    ...(from > 0 ? [`… and ${from} more columns before these`] : []),
  ];
  const note = more.length === 0 ? [] : [`${more.join('; ')}; --json has them all.`];
  const top = across.of === 'words' ? tops : tops.map((position) => `${quantity} ${position}`);
  return [columns([[...first, ...top.slice(from)], ...shown]), ...note].join('\n');
}

/** Each row as far in as it is deep, with its number and its item. */
function treeText({ parents, numbers }: Extract<LensPicture, { readonly kind: 'tree' }>): string {
  const { rows, quantity, unit, values } = numbers;
  const names = wordsOf(rows);
  const order = depthFirst(parents);
  const count = (value: number): string => (values.every(Number.isInteger) ? `${value}` : written(value, unit));
  const shown = order.slice(0, ROWS).map(({ row, depth }) => {
    const item = rows.of === 'codes' ? rows.items[row] : null;
    const title = item === null || item.title === item.id ? '' : cut(item.title, TITLE);
    return [`${'  '.repeat(depth)}${names[row]}`, count(values[row]), item?.id ?? '', title];
  });
  const left = order.length - shown.length;
  const note = left > 0 ? [`… and ${left} more rows; --json has them all.`] : [];
  return [columns([['', quantity], ...shown]), ...note].join('\n');
}

const written = (value: number, unit: PictureNumbers['unit']): string =>
  unit === 'share' ? `${(100 * value).toFixed(1)} %` : value.toFixed(4);

const headsOf = (side: PictureSide): readonly (readonly string[])[] =>
  side.of === 'words' || side.of === 'codes'
    ? side.words.map((word) => [word])
    : side.items.map(({ id, title }, i) => [`${i + 1}`, id, title === id ? '' : cut(title, TITLE)]);

const wordsOf = (side: PictureSide): readonly string[] =>
  side.of === 'words' || side.of === 'codes' ? side.words : side.items.map((_, i) => `${i + 1}`);
