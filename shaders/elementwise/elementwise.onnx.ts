import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { accumulate } from './elementwise.kernels.ts';

export const accumulateForm = onnxForm(accumulate, (g, { a, b }) => ({ total: g.node('Add', [a, b]) }));
