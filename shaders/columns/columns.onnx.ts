import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { takeColumnsOf } from './columns.kernels.ts';

export const takeColumnsForm = onnxForm(takeColumnsOf, (g, { x }, { first, taken }) => ({
  y: g.node('Slice', [x, g.integers([first]), g.integers([first + taken]), g.integers([1])]),
}));
