import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { sigmoid } from '../pointwise/pointwise.onnx.ts';
import { mixForward } from './mix.kernels.ts';

export const mixForm = onnxForm(mixForward, (g, { a, b, z }) => {
  const column = g.node('Unsqueeze', [z, g.integers([1])]);
  const weighed = (x: typeof a, by: typeof z): typeof a =>
    g.node('Unsqueeze', [g.node('Mul', [x, sigmoid(g, by)]), g.integers([1])]);
  return { y: g.node('Concat', [weighed(a, column), weighed(b, g.node('Neg', [column]))], { axis: 1 }) };
});
