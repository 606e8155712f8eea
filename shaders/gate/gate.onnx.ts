import { onnxForm } from '../../src/kernel/onnx_form.ts';
import { silu } from '../pointwise/pointwise.onnx.ts';
import { gateForward } from './gate.kernels.ts';

export const gateForm = onnxForm(gateForward, (g, { x, z }) => ({ y: g.node('Mul', [x, silu(g, z)]) }));
