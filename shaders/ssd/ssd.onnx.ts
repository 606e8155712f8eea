import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { softplus } from '../pointwise/pointwise.onnx.ts';
import { ssdForward } from './ssd.kernels.ts';
import { LARGEST_RATE } from './ssd.reference.ts';

/** As a loop over positions, what does not depend on the state done before it. */
export const ssdForm = onnxForm(ssdForward, (g, { x, delta, bc, a_log, skip }, { channels, heads, states }) => {
  const perHead = channels / heads;
  const rate = g.node('Neg', [g.node('Exp', [g.node('Min', [a_log, g.number(LARGEST_RATE)])])]); // (H)
  const step = softplus(g, delta); // (B, T, H)
  const keep = g.node('Exp', [g.node('Mul', [step, rate])]);
  const inHeads = g.node('Reshape', [x, g.integers([0, 0, heads, perHead])]);
  const drive = g.node('Mul', [g.node('Unsqueeze', [step, g.integers([3])]), inHeads]);
  const [read] = g.loop({
    states: [[heads, perHead, states]],
    read: [keep, drive, bc],
    body: (at, [before], [keepAt, driveAt, bcAt]) => {
      // B and C (B, 1, 1, N), what is kept (B, H, 1, 1) and what is written (B, H, P, 1)
      const [written, asked] = [0, 1].map((which) =>
        at.node('Unsqueeze', [at.node('Gather', [bcAt, at.integers([which], [])], { axis: 1 }), at.integers([1, 2])]),
      );
      const kept = at.node('Mul', [at.node('Unsqueeze', [keepAt, at.integers([2, 3])]), before]);
      const added = at.node('Mul', [at.node('Unsqueeze', [driveAt, at.integers([3])]), written]);
      const s = at.node('Add', [kept, added]);
      const told = at.node('ReduceSum', [at.node('Mul', [s, asked]), at.integers([3])], { keepdims: 0 });
      return { states: [s], told: [told] };
    },
  });
  const through = g.node('Mul', [g.node('Unsqueeze', [skip, g.integers([1])]), inHeads]);
  return { y: g.node('Reshape', [g.node('Add', [read, through]), g.integers([0, 0, channels])]) };
});
