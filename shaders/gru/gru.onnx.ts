import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { sigmoid, tanh } from '../pointwise/pointwise.onnx.ts';
import { gruForward } from './gru.kernels.ts';

/** As a loop over positions: the GRU operator has the product of the input, which is done before, within. */
export const gruForm = onnxForm(gruForward, (g, { gates, weight, bias }, { hidden }) => {
  const recurrent = g.node('Reshape', [weight, g.integers([3 * hidden, hidden])]);
  const beside = g.node('Reshape', [bias, g.integers([3 * hidden])]);
  const [h] = g.loop({
    states: [[hidden]],
    read: [gates],
    body: (step, [before], [given]) => {
      const flat = step.node('Gemm', [before, recurrent, beside], { transB: 1 });
      const said = step.node('Reshape', [flat, step.integers([-1, 3, hidden])]);
      const part = (of: typeof said, gate: number): typeof said =>
        step.node('Gather', [of, step.integers([gate], [])], { axis: 1 });
      const opened = (gate: number): typeof said =>
        sigmoid(step, step.node('Add', [part(given, gate), part(said, gate)]));
      const [r, z] = [opened(0), opened(1)];
      const n = tanh(step, step.node('Add', [part(given, 2), step.node('Mul', [r, part(said, 2)])]));
      const taken = step.node('Mul', [step.node('Sub', [step.number(1), z]), n]);
      const after = step.node('Add', [taken, step.node('Mul', [z, before])]);
      return { states: [after], told: [step.node('Identity', [after])] };
    },
  });
  return { h };
});
