import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { softplus } from '../pointwise/pointwise.onnx.ts';
import { scanForward } from './scan.kernels.ts';
import { LARGEST_RATE } from './scan.reference.ts';

/** As a loop over positions, what does not depend on the state done before it. */
export const scanForm = onnxForm(scanForward, (g, { u, delta, bc, a_log, skip }, { channels, states }) => {
  const rate = g.node('Neg', [g.node('Exp', [g.node('Min', [a_log, g.number(LARGEST_RATE)])])]); // (E, N)
  const step = softplus(g, delta);
  const drive = g.node('Mul', [step, u]);
  const [read] = g.loop({
    states: [[channels, states]],
    read: [step, drive, bc],
    body: (at, [before], [stepAt, driveAt, bcAt]) => {
      const [written, asked] = [0, 1].map((which) => at.node('Gather', [bcAt, at.integers([which], [])], { axis: 1 }));
      const column = (x: typeof u): typeof u => at.node('Unsqueeze', [x, at.integers([2])]); // (B, E, 1)
      const row = (x: typeof u): typeof u => at.node('Unsqueeze', [x, at.integers([1])]); // (B, 1, N)
      const keep = at.node('Exp', [at.node('Mul', [column(stepAt), rate])]);
      const added = at.node('Mul', [column(driveAt), row(written)]);
      const h = at.node('Add', [at.node('Mul', [keep, before]), added]);
      const told = at.node('ReduceSum', [at.node('Mul', [h, row(asked)]), at.integers([2])], { keepdims: 0 });
      return { states: [h], told: [told] };
    },
  });
  return { y: g.node('Add', [read, g.node('Mul', [skip, u])]) };
});
