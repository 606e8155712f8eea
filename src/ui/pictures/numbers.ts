import type { LensPicture, PictureNumbers, PictureSide } from '../../worker/contract.ts';
import { percent, rounded, unparted } from '../format.ts';

export type OfKind<K extends LensPicture['kind']> = Extract<LensPicture, { readonly kind: K }>;

/** What stands along a side, in words. */
export function namesOf(side: PictureSide): readonly string[] {
  switch (side.of) {
    case 'words':
      return side.words;
    case 'codes':
      return side.words.map((word, i) => [word, side.items[i]?.title ?? ''].filter((part) => part !== '').join(', '));
    default:
      return side.items.map(({ title }) => title);
  }
}

/** A number of a table with its unit and the digits that a picture can be read to. */
export const written = (value: number, unit: PictureNumbers['unit']): string =>
  unit === 'share' ? exactShare(value) : rounded(value).replace('-', '−');

const exactShare = (share: number): string =>
  share === 0 || share >= 0.0005
    ? unparted(`${(100 * share).toFixed(1)} %`)
    : `${percent(0)} (${share.toExponential(1)})`;

export const largest = (values: Float32Array): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** A grid that shows one of its parts in place of all together. */
export function partOf(picture: OfKind<'grid'>, part: number | null): OfKind<'grid'> {
  const { parts, numbers } = picture;
  if (parts === null || part === null) return picture;
  const size = numbers.values.length;
  const values = parts.values.slice(part * size, (part + 1) * size);
  const title = `${picture.title}, ${parts.label} ${part + 1}`;
  const sentence = `${picture.sentence} Here is ${parts.label} ${part + 1} alone.`;
  return { ...picture, title, sentence, numbers: { ...numbers, quantity: parts.quantity, values }, parts: null };
}

/** The part of a picture of a history that shows its last `span` positions; another picture stays whole. */
export function lastOf(picture: LensPicture, span: number): LensPicture {
  if (picture.kind === 'grid') return endOfGrid(picture, span);
  if (namesOf(picture.numbers.rows).length <= span) return picture;
  if (picture.kind === 'square') return { ...picture, numbers: corner(picture.numbers, span) };
  if (picture.kind === 'strip' && picture.numbers.rows.of === 'history') {
    const { rows, values } = picture.numbers;
    return { ...picture, numbers: { ...picture.numbers, rows: endOf(rows, span), values: values.slice(-span) } };
  }
  return picture;
}

function endOfGrid(picture: OfKind<'grid'>, span: number): LensPicture {
  const { numbers, parts } = picture;
  const width = namesOf(numbers.columns).length;
  if (width <= span) return picture;
  const cut = (values: Float32Array): Float32Array => values.filter((_, at) => at % width >= width - span);
  return {
    ...picture,
    numbers: { ...numbers, columns: endOf(numbers.columns, span), values: cut(numbers.values) },
    parts: parts && { ...parts, values: cut(parts.values) },
  };
}

/** The lower right corner, `span` wide. Rows lose what they have on earlier positions. */
function corner(numbers: PictureNumbers, span: number): PictureNumbers {
  const size = namesOf(numbers.rows).length;
  const from = size - span;
  const values = Float32Array.from({ length: span * span }, (_, at) => {
    const [i, j] = [Math.floor(at / span), at % span];
    return numbers.values[(from + i) * size + from + j];
  });
  const side = endOf(numbers.rows, span);
  return { ...numbers, rows: side, columns: side, values };
}

function endOf(side: PictureSide, span: number): PictureSide {
  if (side.of === 'words') return { ...side, words: side.words.slice(-span) };
  if (side.of === 'codes') return { ...side, words: side.words.slice(-span), items: side.items.slice(-span) };
  return { ...side, items: side.items.slice(-span) };
}
