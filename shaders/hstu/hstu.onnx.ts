import { onnxForm, type OnnxGraph, type Value } from '../../src/kernel/onnx_form.ts';
import { past } from '../attention/attention.onnx.ts';
import { silu } from '../pointwise/pointwise.onnx.ts';
import { hstuForward, hstuTimedForward } from './hstu.kernels.ts';
import { TIME_ROWS } from './hstu.reference.ts';

/** Types of elements that `Cast` knows by number. */
const [FLOAT, INT64, DOUBLE] = [1, 7, 11];

interface Sizes {
  readonly time: number;
  readonly head_width: number;
  readonly window: number;
  readonly seen: number;
}

/** (T, T): the bias of a query and a key by how many places they are apart; what is not seen has any. */
function placesApart(g: OnnxGraph, positions: Value, time: number): Value {
  const apart = Array.from({ length: time * time }, (_, n) => Math.max(0, Math.floor(n / time) - (n % time)));
  return g.node('Gather', [positions, g.integers(apart, [time, time])]);
}

/** (B, 1, T, T): that by how much time they are apart; logarithms in double precision, so that every runtime finds the same buckets. */
function timeApart(g: OnnxGraph, seconds: Value, times: Value): Value {
  const [query, key] = [-1, -2].map((axis) => g.node('Unsqueeze', [seconds, g.integers([axis])]));
  const gap = g.node('Max', [g.node('Abs', [g.node('Sub', [query, key])]), g.number(1)]);
  const log = g.node('Log', [g.node('Cast', [gap], { to: DOUBLE })]);
  const whole = (n: number): Value => g.node('Cast', [g.integers([n])], { to: DOUBLE });
  const bucket = g.node('Floor', [g.node('Div', [g.node('Mul', [log, whole(1000)]), whole(301)])]);
  const known = g.node('Add', [
    g.node('Min', [g.node('Cast', [bucket], { to: FLOAT }), g.number(TIME_ROWS - 2)]),
    g.number(1),
  ]);
  const isUnknown = g.node('Less', [g.node('Min', [query, key]), g.number(0)]);
  const row = g.node('Cast', [g.node('Where', [isUnknown, g.number(0), known])], { to: INT64 });
  return g.node('Unsqueeze', [g.node('Gather', [times, row]), g.integers([1])]);
}

/** silu(q·kᵀ + bias) / n · v over what is seen, (B, 1, T, T). */
function attended(g: OnnxGraph, qkv: Value, seen: Value, bias: Value, { time, window, seen: bySeen }: Sizes): Value {
  const byHead = g.node('Transpose', [qkv], { perm: [2, 0, 3, 1, 4] }); // (3, B, H, T, head_width)
  const [q, k, v] = [0, 1, 2].map((which) => g.node('Gather', [byHead, g.integers([which], [])]));
  const scores = g.node('Add', [g.node('MatMul', [q, g.node('Transpose', [k], { perm: [0, 1, 3, 2] })]), bias]);
  const weights = g.node('Where', [seen, silu(g, scores), g.number(0)]);
  const sum = g.node('MatMul', [weights, v]);
  const counts = g.node(
    'Cast',
    [
      g.integers(
        Array.from({ length: time }, (_, t) => t + 1),
        [time, 1],
      ),
    ],
    { to: FLOAT },
  );
  const divided = g.node('Div', [sum, bySeen === 1 ? counts : g.number(window)]);
  return g.node('Transpose', [divided], { perm: [0, 2, 1, 3] });
}

export const hstuForms = [
  onnxForm(hstuForward, (g, { qkv, positions, lengths }, sizes) => ({
    y: attended(g, qkv, past(g, lengths, sizes.time, 1), placesApart(g, positions, sizes.time), sizes),
  })),
  onnxForm(hstuTimedForward, (g, { qkv, positions, lengths, seconds, times }, sizes) => {
    const bias = g.node('Add', [placesApart(g, positions, sizes.time), timeApart(g, seconds, times)]);
    return { y: attended(g, qkv, past(g, lengths, sizes.time, 1), bias, sizes) };
  }),
];
