import type { Outline } from './pieces.ts';
import { refusal } from './refusal.ts';
import type { Tensor } from './tensor.ts';

/** How many codes each item of a model has, and how many there are to choose from in each slot. */
export interface CodesShape {
  readonly slots: number;
  readonly size: number;
}

/** The codes of the items, (items, slots), each below `size`. */
export interface ItemCodes extends CodesShape {
  readonly values: Uint16Array<ArrayBuffer>;
}

const NAME = 'items.codes';

/** The tensor that holds the codes of `items`; none where a model knows no codes. */
export const codesTensors = (items: number, shape: CodesShape | null): readonly Outline[] =>
  shape === null ? [] : [{ name: NAME, dtype: 'U16', shape: [items, shape.slots] }];

export function encodeCodes(codes: ItemCodes | null): readonly Tensor[] {
  if (codes === null) return [];
  const { slots, values } = codes;
  return [{ name: NAME, dtype: 'U16', shape: [values.length / slots, slots], data: values }];
}

/** The codes of a file. @throws SnapshotError for one without them, or one that is no code */
export function decodeCodes(tensors: ReadonlyMap<string, Tensor>, shape: CodesShape | null): ItemCodes | null {
  if (shape === null) return null;
  const tensor = tensors.get(NAME);
  if (tensor?.dtype !== 'U16') throw refusal('SNAP_TENSOR_LIST', `tensor "${NAME}"`, 'missing, expected U16');
  const at = tensor.data.findIndex((code) => code >= shape.size);
  if (at >= 0) {
    const place = `tensor "${NAME}" entry ${at}`;
    throw refusal('SNAP_NUMBERS', place, `code ${tensor.data[at]}, expected below ${shape.size}`);
  }
  return { ...shape, values: Uint16Array.from(tensor.data) };
}
