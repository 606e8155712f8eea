import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { layernormForward } from './layernorm.kernels.ts';

/**
 * The mean is taken away before anything is squared: LayerNormalization of onnxruntime's WebGPU provider has the variance as
 * E[x²] − E[x]², which cancels. Squares are products and not Pow: its optimiser makes that operator of the spelled-out form with Pow, not of this.
 */
export const layernormForm = onnxForm(layernormForward, (g, { x, gamma, beta }, { eps }) => {
  const meanOf = (v: typeof x): typeof x => g.node('ReduceMean', [v, g.integers([-1])], { keepdims: 1 });
  const centred = g.node('Sub', [x, meanOf(x)]);
  const variance = meanOf(g.node('Mul', [centred, centred]));
  const deviation = g.node('Sqrt', [g.node('Add', [variance, g.number(eps)])]);
  const normal = g.node('Div', [centred, deviation]);
  return { y: g.node('Add', [g.node('Mul', [normal, gamma]), beta]) };
});
