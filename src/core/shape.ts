import { ShapeError } from './errors.ts';

/** Row-major extents, outermost first; [] is a scalar. */
export type Shape = readonly number[];

export const size = (shape: Shape): number => shape.reduce((product, extent) => product * extent, 1);

export const show = (shape: Shape): string => `(${shape.join(', ')})`;

/** The last extent; 1 for a scalar. */
export const lastExtent = (shape: Shape): number => shape.at(-1) ?? 1;

/** Throws unless `actual` equals `expected`, naming the operand and both shapes. */
export function checkShape(operand: string, actual: Shape, expected: Shape): void {
  if (actual.length === expected.length && actual.every((extent, axis) => extent === expected[axis])) return;
  throw new ShapeError(`${operand} has shape ${show(actual)}, expected ${show(expected)}`);
}
