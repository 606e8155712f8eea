import type { LensPicture, PictureNumbers, PictureSide } from '../../worker/contract.ts';
import { percent, rounded } from '../format.ts';

export type OfKind<K extends LensPicture['kind']> = Extract<LensPicture, { readonly kind: K }>;

/** What stands along a side, in words. */
export const namesOf = (side: PictureSide): readonly string[] =>
  side.of === 'words' ? side.words : side.items.map(({ title }) => title);

/** A number of a table with its unit and the digits that a picture can be read to. */
export const written = (value: number, unit: PictureNumbers['unit']): string =>
  unit === 'share' ? exactShare(value) : rounded(value).replace('-', '−');

const exactShare = (share: number): string =>
  share === 0 || share >= 0.0005 ? `${(100 * share).toFixed(1)} %` : `${percent(0)} (${share.toExponential(1)})`;

export const largest = (values: Float32Array): number => values.reduce((a, b) => Math.max(a, b), -Infinity);

/** The part of a picture of a history that shows its last `span` positions; another picture stays whole. */
export function lastOf(picture: LensPicture, span: number): LensPicture {
  if (namesOf(picture.numbers.rows).length <= span) return picture;
  if (picture.kind === 'square') return { ...picture, numbers: corner(picture.numbers, span) };
  if (picture.kind === 'strip' && picture.numbers.rows.of === 'history') {
    const { rows, values } = picture.numbers;
    return { ...picture, numbers: { ...picture.numbers, rows: endOf(rows, span), values: values.slice(-span) } };
  }
  return picture;
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

const endOf = (side: PictureSide, span: number): PictureSide =>
  side.of === 'words' ? { ...side, words: side.words.slice(-span) } : { ...side, items: side.items.slice(-span) };
