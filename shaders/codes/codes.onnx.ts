import { onnxForm, type OnnxGraph, type Value } from '../../src/kernel/onnx_form.ts';
import { codeScores, codeScoresOnto, codesOf } from './codes.kernels.ts';

/** logits[r, codes[v]]. */
const scores = (g: OnnxGraph, logits: Value, codes: Value): Value => g.node('Gather', [logits, codes], { axis: 1 });

export const codesForms = [
  onnxForm(codesOf, (g, { codes, ids }) => ({ y: g.node('Gather', [codes, ids]) })),
  onnxForm(codeScores, (g, { logits, codes }) => ({ y: scores(g, logits, codes) })),
  onnxForm(codeScoresOnto, (g, { logits, codes, sofar }) => ({
    y: g.node('Add', [sofar, scores(g, logits, codes)]),
  })),
];
