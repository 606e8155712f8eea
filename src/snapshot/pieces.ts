/**
 * Tensors of more than 128 MiB, which no device must be able to bind in one piece, lie in a file as pieces of whole rows:
 * `<name>.part00`, `<name>.part01` …, each but the last of ⌊128 MiB / bytes of a row⌋ rows. A smaller tensor is never cut and
 * `.part` is in no other name, so that there is one way to cut, and pieces follow each other in the file: their tensor is a
 * view over all of them.
 */
import type { Shape } from '../core/shape.ts';
import { MAX_TENSOR_BYTES } from './limits.ts';
import { refusal } from './refusal.ts';
import { elementBytes, type Tensor, view } from './tensor.ts';

/** A tensor without its elements. */
export type Outline = Pick<Tensor, 'name' | 'dtype' | 'shape'>;

const MARK = '.part';
const PIECE = /^(.+)\.part(\d\d)$/;
const pieceName = (name: string, i: number): string => `${name}${MARK}${String(i).padStart(2, '0')}`;

const count = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);

/** Bytes of all their elements. */
export const outlineBytes = (tensors: readonly Outline[]): number =>
  tensors.reduce((sum, { dtype, shape }) => sum + elementBytes[dtype] * count(shape), 0);

/** Rows of a piece. Throws SnapshotError where one row alone is too large. */
function rowsOf({ name, dtype, shape }: Outline, most: number): number {
  const rowBytes = elementBytes[dtype] * count(shape.slice(1));
  const rows = Math.floor(most / rowBytes);
  if (rows >= 1) return rows;
  throw refusal('SNAP_TENSOR_SIZE', `tensor "${name}"`, `a row of ${rowBytes} bytes, expected at most ${most}`);
}

/**
 * How a tensor lies in a file: as itself, or as its pieces in order. Throws SnapshotError for a name that pieces have.
 *
 * @param most  bytes of the largest tensor, for all of this file; tests cut small ones
 */
export function outlines(tensor: Outline, most = MAX_TENSOR_BYTES): readonly Outline[] {
  const { name, dtype, shape } = tensor;
  if (name.includes(MARK)) throw refusal('SNAP_TENSOR_NAME', `tensor "${name}"`, `only pieces have "${MARK}"`);
  if (elementBytes[dtype] * count(shape) <= most) return [tensor];
  const [rows = 1, ...row] = shape;
  const whole = rowsOf(tensor, most);
  return Array.from({ length: Math.ceil(rows / whole) }, (_, i) => {
    return { name: pieceName(name, i), dtype, shape: [Math.min(whole, rows - i * whole), ...row] };
  });
}

/** The tensor as it lies in a file; pieces are views. */
export function split(tensor: Tensor, most = MAX_TENSOR_BYTES): readonly Tensor[] {
  const cut = outlines(tensor, most);
  if (cut.length === 1) return [tensor];
  let at = tensor.data.byteOffset;
  return cut.map(({ name, dtype, shape }) => {
    const piece = view(name, dtype, shape, tensor.data.buffer, at);
    at += piece.data.byteLength;
    return piece;
  });
}

/** The tensors of a file, whose pieces are put together. Throws SnapshotError for any that `split` did not cut. */
export function join(tensors: readonly Tensor[], most = MAX_TENSOR_BYTES): readonly Tensor[] {
  const pieces = new Map<string, Tensor[]>();
  for (const tensor of tensors) {
    const name = PIECE.exec(tensor.name)?.[1] ?? tensor.name;
    pieces.set(name, [...(pieces.get(name) ?? []), tensor]);
  }
  return [...pieces].map(([name, parts]) => joined(name, parts, most));
}

function joined(name: string, parts: readonly Tensor[], most: number): Tensor {
  const { dtype, shape, data } = parts[0];
  const rows = parts.reduce((sum, part) => sum + (part.shape[0] ?? 1), 0);
  const whole =
    parts.length === 1 && parts[0].name === name ? parts[0] : { name, dtype, shape: [rows, ...shape.slice(1)] };
  const expected = outlines(whole, most);
  const same = (a: Outline, b: Outline | undefined): boolean =>
    a.name === b?.name && a.dtype === b.dtype && a.shape.join() === b.shape.join();
  if (expected.length !== parts.length || !expected.every((piece, i) => same(piece, parts[i]))) {
    throw refusal('SNAP_PIECES', `tensor "${name}"`, `its ${parts.length} pieces are not cut the one way Nextup cuts`);
  }
  return view(name, dtype, whole.shape, data.buffer, data.byteOffset);
}
