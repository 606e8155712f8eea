import { onnxForm, type OnnxGraph, type Value } from '../../src/kernel/onnx_form.ts';
import { silu } from '../pointwise/pointwise.onnx.ts';
import { rmsnormForward, rmsnormGatedForward } from './rmsnorm.kernels.ts';

/** gamma · v / √(mean v² + eps). */
function normed(g: OnnxGraph, v: Value, gamma: Value, eps: number): Value {
  const mean = g.node('ReduceMean', [g.node('Mul', [v, v]), g.integers([-1])], { keepdims: 1 });
  const root = g.node('Sqrt', [g.node('Add', [mean, g.number(eps)])]);
  return g.node('Mul', [g.node('Div', [v, root]), gamma]);
}

export const rmsnormForms = [
  onnxForm(rmsnormForward, (g, { x, gamma }, { eps }) => ({ y: normed(g, x, gamma, eps) })),
  onnxForm(rmsnormGatedForward, (g, { x, gamma, z }, { eps }) => ({
    y: normed(g, g.node('Mul', [x, silu(g, z)]), gamma, eps),
  })),
];
