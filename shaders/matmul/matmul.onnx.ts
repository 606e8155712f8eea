import { onnxForm, type OnnxGraph, type Value } from '../../src/kernel/onnx_form.ts';
import { gelu } from '../pointwise/pointwise.onnx.ts';
import { linear, linearGelu, linearResidual, matmulNN, matmulNT } from './matmul.kernels.ts';

/** a · bᵀ + bias. */
const products = (g: OnnxGraph, a: Value, b: Value, bias: Value | null): Value =>
  g.node('Gemm', bias === null ? [a, b] : [a, b, bias], { transB: 1 });

export const matmulForms = [
  onnxForm(matmulNN, (g, { a, b }) => ({ y: g.node('MatMul', [a, b]) })),
  onnxForm(matmulNT, (g, { a, b }) => ({ y: products(g, a, b, null) })),
  onnxForm(linear, (g, { a, b, bias }) => ({ y: products(g, a, b, bias) })),
  onnxForm(linearResidual, (g, { a, b, bias, residual }) => ({
    y: g.node('Add', [residual, products(g, a, b, bias)]),
  })),
  onnxForm(linearGelu, (g, { a, b, bias }) => {
    const z = products(g, a, b, bias);
    return { z, y: gelu(g, z) };
  }),
];
