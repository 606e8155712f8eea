import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { logSoftmax, prefixRows, prefixScores } from './prefixes.kernels.ts';

export const prefixesForms = [
  onnxForm(prefixRows, (g, { x, at }, { each, count, width }) => {
    if (each > 0) {
      const own = g.node('Reshape', [x, g.integers([-1, each, width])]);
      return { y: g.node('Gather', [own, at], { axis: 1 }) };
    }
    const shape = g.node('Concat', [g.batch, g.integers([count, width])], { axis: 0 });
    return { y: g.node('Expand', [g.node('Gather', [x, at]), shape]) };
  }),
  // LogSoftmax has no kernel on onnxruntime's WebGPU provider.
  onnxForm(logSoftmax, (g, { logits }, { size }) => {
    const codes = g.node('Slice', [logits, g.integers([1]), g.integers([size]), g.integers([1])]);
    const below = g.node('Sub', [codes, g.node('ReduceMax', [codes, g.integers([1])], { keepdims: 1 })]);
    const sum = g.node('ReduceSum', [g.node('Exp', [below]), g.integers([1])], { keepdims: 1 });
    const guesses = g.node('Sub', [below, g.node('Log', [sum])]);
    return { logits: g.node('Pad', [guesses, g.integers([0, 1, 0, 0])]) };
  }),
  onnxForm(prefixScores, (g, { guesses, sofar, before, codes }, { prefixes, size }) => {
    const flat = g.node('Reshape', [guesses, g.integers([-1, prefixes * size])]);
    const place = g.node('Add', [g.node('Mul', [before, g.integers([size])]), codes]);
    const own = g.node('Gather', [flat, place], { axis: 1 });
    return { y: g.node('Add', [g.node('Gather', [sofar, before], { axis: 1 }), own]) };
  }),
];
