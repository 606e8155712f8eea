/** What made the codes of a model's items of their text, so that a title that none of them has can be coded. */
import type { CodesShape } from './codes.ts';
import { MAX_CODER_TENSORS, MAX_CODER_WIDTH, MAX_TERM_COLUMNS } from './limits.ts';
import type { Outline } from './pieces.ts';
import { quote, refusal } from './refusal.ts';
import type { Tensor } from './tensor.ts';

/** The terms of a catalogue's text and where they point, and what a tokenizer fitted to the vectors that these make. */
export interface TitleCoder {
  /** Name of the tokenizer. */
  readonly tokenizer: string;
  readonly space: {
    /** Columns of the terms, ascending, below 2¹⁵ (terms). */
    readonly columns: Uint16Array<ArrayBuffer>;
    /** How rare each is, from 0 (terms). */
    readonly rarity: Float32Array<ArrayBuffer>;
    /** (terms, width), as the bits of half precision. */
    readonly directions: Uint16Array<ArrayBuffer>;
    /** (width) */
    readonly mean: Float32Array<ArrayBuffer>;
  };
  readonly fitted: readonly {
    readonly name: string;
    readonly shape: readonly number[];
    readonly data: Float32Array<ArrayBuffer>;
  }[];
}

const COLUMNS = 'text.columns';
const RARITY = 'text.rarity';
const DIRECTIONS = 'text.directions';
const MEAN = 'text.mean';
/** Before the names of what the tokenizer fitted. */
const FITTED = 'tokenizer.';

/** Whether a tensor belongs to what codes titles. */
export const isOfCoder = (name: string): boolean => name.startsWith('text.') || name.startsWith(FITTED);

export function encodeTitleCoder(coder: TitleCoder | null): readonly Tensor[] {
  if (coder === null) return [];
  const { columns, rarity, directions, mean } = coder.space;
  const [terms, width] = [columns.length, mean.length];
  return [
    { name: COLUMNS, dtype: 'U16', shape: [terms], data: columns },
    { name: RARITY, dtype: 'F32', shape: [terms], data: rarity },
    { name: DIRECTIONS, dtype: 'F16', shape: [terms, width], data: directions },
    { name: MEAN, dtype: 'F32', shape: [width], data: mean },
    ...coder.fitted.map(({ name, shape, data }): Tensor => ({ name: `${FITTED}${name}`, dtype: 'F32', shape, data })),
  ];
}

/** As large as it can be for codes of a shape: none where a model knows no codes. */
export const coderOutlines = (shape: CodesShape | null): readonly Outline[] =>
  shape === null
    ? []
    : [
        { name: COLUMNS, dtype: 'U16', shape: [MAX_TERM_COLUMNS] },
        { name: RARITY, dtype: 'F32', shape: [MAX_TERM_COLUMNS] },
        { name: DIRECTIONS, dtype: 'F16', shape: [MAX_TERM_COLUMNS, MAX_CODER_WIDTH] },
        { name: `${FITTED}all`, dtype: 'F32', shape: [(shape.slots * shape.size + 4) * MAX_CODER_WIDTH] },
      ];

/**
 * What a file says of how titles are coded. Nothing is made from its numbers: they are views, whose extents are bounded and fit one another.
 * Whether the tokenizer can have fitted what it is said to have, its own code decides. @throws SnapshotError
 */
export function decodeTitleCoder(tokenizer: string, tensors: ReadonlyMap<string, Tensor>): TitleCoder {
  const columns = tensorOf('U16', COLUMNS, 1, tensors).data;
  const rarity = tensorOf('F32', RARITY, 1, tensors).data;
  const mean = tensorOf('F32', MEAN, 1, tensors).data;
  const directions = tensorOf('F16', DIRECTIONS, 2, tensors);
  const [terms, width] = [columns.length, mean.length];
  if (terms > MAX_TERM_COLUMNS || width > MAX_CODER_WIDTH) {
    const cause = `${terms} terms of ${width} numbers, expected at most ${MAX_TERM_COLUMNS} of ${MAX_CODER_WIDTH}`;
    throw refusal('SNAP_TENSOR_SIZE', place(DIRECTIONS), cause);
  }
  if (rarity.length !== terms || directions.shape.join() !== `${terms},${width}`) {
    const cause = `(${directions.shape.join(', ')}) with ${rarity.length} of ${RARITY}, expected ${terms} of ${width}`;
    throw refusal('SNAP_TENSOR_LIST', place(DIRECTIONS), cause);
  }
  const odd = columns.findIndex((column, i) => column >= MAX_TERM_COLUMNS || (i > 0 && column <= columns[i - 1]));
  if (odd >= 0) {
    const cause = `${columns[odd]} at ${odd}, expected rising numbers below ${MAX_TERM_COLUMNS}`;
    throw refusal('SNAP_NUMBERS', place(COLUMNS), cause);
  }
  checkAll(RARITY, rarity, (value) => Number.isFinite(value) && value >= 0);
  checkAll(MEAN, mean, Number.isFinite);
  checkAll(DIRECTIONS, directions.data, (bits) => (bits & INFINITE) !== INFINITE);
  return {
    tokenizer,
    space: {
      ...{ columns: Uint16Array.from(columns), rarity: Float32Array.from(rarity), mean: Float32Array.from(mean) },
      directions: Uint16Array.from(directions.data),
    },
    fitted: fittedIn(tensors),
  };
}

/** Exponent bits of a half: all ones in infinities and NaN only. */
const INFINITE = 0x7c00;

const place = (name: string): string => `tensor "${name}"`;

function fittedIn(tensors: ReadonlyMap<string, Tensor>): TitleCoder['fitted'] {
  const found = [...tensors.values()].filter(({ name }) => name.startsWith(FITTED));
  if (found.length > MAX_CODER_TENSORS) {
    const cause = `${found.length} tensors of a tokenizer, expected at most ${MAX_CODER_TENSORS}`;
    throw refusal('SNAP_TENSOR_COUNT', place(found[0].name), cause);
  }
  return found.map(({ name, dtype, shape, data }) => {
    if (dtype !== 'F32') throw refusal('SNAP_TENSOR_LIST', place(name), `${dtype}, expected F32`);
    return { name: name.slice(FITTED.length), shape, data: Float32Array.from(data) };
  });
}

function tensorOf<D extends Tensor['dtype']>(
  dtype: D,
  name: string,
  rank: number,
  tensors: ReadonlyMap<string, Tensor>,
): Extract<Tensor, { readonly dtype: D }> {
  const tensor = tensors.get(name);
  const is = (found: Tensor | undefined): found is Extract<Tensor, { readonly dtype: D }> => found?.dtype === dtype;
  if (tensor?.shape.length === rank && is(tensor)) return tensor;
  const found = tensor === undefined ? 'missing' : `${tensor.dtype} of rank ${tensor.shape.length}`;
  throw refusal('SNAP_TENSOR_LIST', place(name), `${found}, expected ${dtype} of rank ${rank}`);
}

function checkAll(name: string, values: Float32Array | Uint16Array, isRight: (value: number) => boolean): void {
  for (let i = 0; i < values.length; i++) {
    if (!isRight(values[i])) {
      throw refusal('SNAP_NUMBERS', place(name), `${quote(values[i])} at ${i}, expected a number that is in range`);
    }
  }
}
