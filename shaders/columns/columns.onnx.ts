import { onnxForm, type OnnxGraph, type Value } from '../../src/kernel/onnx_form.ts';
import { putColumnsOf, putColumnsOnto, takeColumnsOf } from './columns.kernels.ts';

/** Columns with zeros on both sides, `width` in all. */
const placed = (
  g: OnnxGraph,
  columns: Value,
  { first, taken, width }: Readonly<Record<'first' | 'taken' | 'width', number>>,
): Value => g.node('Pad', [columns, g.integers([0, first, 0, width - first - taken])]);

export const columnsForms = [
  onnxForm(takeColumnsOf, (g, { x }, { first, taken }) => ({
    y: g.node('Slice', [x, g.integers([first]), g.integers([first + taken]), g.integers([1])]),
  })),
  onnxForm(putColumnsOf, (g, { dy }, extents) => ({ dx: placed(g, dy, extents) })),
  onnxForm(putColumnsOnto, (g, { dy, sofar }, extents) => ({ dx: g.node('Add', [sofar, placed(g, dy, extents)]) })),
];
