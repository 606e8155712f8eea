/**
 * Functions of one number in ONNX operators, in forms that hold on every provider: onnxruntime-web's Sigmoid is 0 below −17.5 on
 * wasm, its Softplus 0 from −20 down on WebGPU, and tanh of a GPU may overflow.
 */
import { onnxForm, type OnnxGraph, type Value } from '../../src/kernel/onnx_form.ts';
import { pointwiseForward } from './pointwise.kernels.ts';

/** Where eˣ is held: f32 ends at e^88.7. */
const LARGEST_EXPONENT = 80;

type Curve = (g: OnnxGraph, x: Value) => Value;

/** e^min(x, 80). */
export const exp: Curve = (g, x) => g.node('Exp', [g.node('Min', [x, g.number(LARGEST_EXPONENT)])]);

/** 1 / (1 + e^min(−x, 80)). */
export const sigmoid: Curve = (g, x) =>
  g.node('Div', [g.number(1), g.node('Add', [g.number(1), exp(g, g.node('Neg', [x]))])]);

/** x · σ(x). */
export const silu: Curve = (g, x) => g.node('Mul', [x, sigmoid(g, x)]);

/** 2σ(2x) − 1. */
export const tanh: Curve = (g, x) =>
  g.node('Sub', [g.node('Mul', [g.number(2), sigmoid(g, g.node('Mul', [g.number(2), x]))]), g.number(1)]);

/** x · σ(2√(2/π)(x + 0.044715 x³)), which is x/2 · (1 + tanh(…)). */
export const gelu: Curve = (g, x) => {
  const square = g.node('Mul', [x, x]);
  const share = g.node('Add', [g.number(1), g.node('Mul', [g.number(0.044715), square])]);
  const inner = g.node('Mul', [g.node('Mul', [g.number(2 * Math.sqrt(2 / Math.PI)), x]), share]);
  return g.node('Mul', [x, sigmoid(g, inner)]);
};

/** Terms of artanh z = z · Σ z²ᵏ / (2k + 1): z is at most a third, so what is left out is 1e-8 of it. */
const TERMS = 7;

/** max(x, 0) + 2·artanh(e / (2 + e)), e = exp(−|x|): ln(1 + e) without losing the digits of a small e. */
export const softplus: Curve = (g, x) => {
  const e = g.node('Exp', [g.node('Neg', [g.node('Abs', [x])])]);
  const z = g.node('Div', [e, g.node('Add', [e, g.number(2)])]);
  const square = g.node('Mul', [z, z]);
  let series = g.number(1 / (2 * TERMS - 1));
  for (let k = TERMS - 2; k >= 0; k--) {
    series = g.node('Add', [g.node('Mul', [series, square]), g.number(1 / (2 * k + 1))]);
  }
  const log = g.node('Mul', [g.node('Mul', [g.number(2), z]), series]);
  return g.node('Add', [g.node('Relu', [x]), log]);
};

export const relu: Curve = (g, x) => g.node('Relu', [x]);

export const curves = { exp, gelu, relu, sigmoid, silu, softplus, tanh } as const;

export const pointwiseForms = (Object.keys(curves) as (keyof typeof curves)[]).map((name) =>
  onnxForm(pointwiseForward[name], (g, { x }) => ({ y: curves[name](g, x) })),
);
