import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { embed, gatherOnto, gatherRows } from './embedding.kernels.ts';

export const embeddingForms = [
  onnxForm(embed, (g, { table, positions, ids, first }, { time, window, scale }) => {
    const within = g.integers(Array.from({ length: time }, (_, t) => t));
    const counted = g.node('Add', [g.node('Unsqueeze', [first, g.integers([1])]), within]);
    const position = g.node('Min', [counted, g.integers([window - 1])]); // padding counts beyond the last
    const items = g.node('Mul', [g.number(scale), g.node('Gather', [table, ids])]);
    const sum = g.node('Add', [items, g.node('Gather', [positions, position])]);
    const padding = g.node('Unsqueeze', [g.node('Equal', [ids, g.integers([0])]), g.integers([2])]);
    return { y: g.node('Where', [padding, g.number(0), sum]) };
  }),
  onnxForm(gatherRows, (g, { table, ids }) => ({ y: g.node('Gather', [table, ids]) })),
  onnxForm(gatherOnto, (g, { x, table, ids }) => ({ y: g.node('Add', [x, g.node('Gather', [table, ids])]) })),
];
