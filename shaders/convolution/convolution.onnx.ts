import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { silu } from '../pointwise/pointwise.onnx.ts';
import { convolutionForward } from './convolution.kernels.ts';
import { TAPS } from './convolution.reference.ts';

/** Each tap reads the history moved by its place, behind as many zeros as there are further taps. */
export const convolutionForm = onnxForm(convolutionForward, (g, { x, weight, bias }, { time, channels }) => {
  const padded = g.behind(x, TAPS - 1, channels);
  let sum = bias;
  for (let tap = 0; tap < TAPS; tap++) {
    const moved = g.node('Slice', [padded, g.integers([tap]), g.integers([tap + time]), g.integers([1])]);
    const own = g.node('Gather', [weight, g.integers([tap], [])]);
    sum = g.node('Add', [sum, g.node('Mul', [moved, own])]);
  }
  return { y: silu(g, sum) };
});
