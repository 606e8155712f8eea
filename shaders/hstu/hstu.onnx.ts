import { onnxForm, type OnnxGraph, type Value } from '../../src/kernel/onnx_form.ts';
import { byHead, byHeadSoFar, past } from '../attention/attention.onnx.ts';
import { silu } from '../pointwise/pointwise.onnx.ts';
import { hstuForward, hstuTimedForward } from './hstu.kernels.ts';
import { TIME_ROWS } from './hstu.reference.ts';

/** Types of elements that `Cast` knows by number. */
const [FLOAT, INT64, DOUBLE] = [1, 7, 11];

interface Sizes {
  readonly time: number;
  readonly heads: number;
  readonly head_width: number;
  readonly window: number;
  readonly seen: number;
}

/** (T, T): the bias of a query and a key by how many places they are apart; what is not seen has any. */
function placesApart(g: OnnxGraph, positions: Value, time: number): Value {
  const apart = Array.from({ length: time * time }, (_, n) => Math.max(0, Math.floor(n / time) - (n % time)));
  return g.node('Gather', [positions, g.integers(apart, [time, time])]);
}

/**
 * (P + 1): the bias of the item that is read now and each so far. No Range counts down to 0: of a Gather by such a one onnxruntime 1.30 makes
 * a Slice that ends at −1, which is another place.
 */
function placesSoFar(g: OnnxGraph, positions: Value, count: Value): Value {
  const [zero, one] = [0, 1].map((n) => g.integers([n], []));
  const up = g.node('Range', [zero, count, one]);
  return g.node('Gather', [positions, g.node('Sub', [g.node('Sub', [count, one]), up])]);
}

/**
 * (B, 1, T, T): that by how much time queries (B, T) and keys (B, T) are apart; logarithms in double precision, so that every runtime finds
 * the same buckets.
 */
function timeApart(g: OnnxGraph, of: Value, to: Value, times: Value): Value {
  const [query, key] = [g.node('Unsqueeze', [of, g.integers([-1])]), g.node('Unsqueeze', [to, g.integers([-2])])];
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

/** Σ silu(q·kᵀ + bias) v over what is seen, (B, 1, T, T), or everything where nothing is said; divided by `count`. */
function attended(
  g: OnnxGraph,
  [q, k, v]: readonly [Value, Value, Value],
  seen: Value | null,
  bias: Value,
  count: Value,
): Value {
  const scores = g.node('Add', [g.node('MatMul', [q, g.node('Transpose', [k], { perm: [0, 1, 3, 2] })]), bias]);
  const shown = silu(g, scores);
  const weights = seen === null ? shown : g.node('Where', [seen, shown, g.number(0)]);
  const divided = g.node('Div', [g.node('MatMul', [weights, v]), count]);
  return g.node('Transpose', [divided], { perm: [0, 2, 1, 3] });
}

/** By what the sum at each of T positions is divided: how many it sees, (T, 1), or the window. */
function countOf(g: OnnxGraph, { time, window, seen }: Sizes): Value {
  if (seen !== 1) return g.number(window);
  const counts = Array.from({ length: time }, (_, t) => t + 1);
  return g.node('Cast', [g.integers(counts, [time, 1])], { to: FLOAT });
}

/** Int64 (): keys so far, and by what their sum is divided. */
function soFar(g: OnnxGraph, k: Value, { window, seen }: Sizes): { readonly count: Value; readonly by: Value } {
  const count = g.node('Squeeze', [g.node('Shape', [k], { start: 2, end: 3 })]);
  return { count, by: seen === 1 ? g.node('Cast', [count], { to: FLOAT }) : g.number(window) };
}

export const hstuForms = [
  onnxForm(
    hstuForward,
    (g, { qkv, positions, lengths }, sizes) => {
      const seen = past(g, lengths, sizes.time, 1);
      const bias = placesApart(g, positions, sizes.time);
      return { y: attended(g, byHead(g, qkv), seen, bias, countOf(g, sizes)) };
    },
    (g, { qkv, positions }, sizes) => {
      const heads = byHeadSoFar(g, qkv, sizes);
      const { count, by } = soFar(g, heads[1], sizes);
      return { y: attended(g, heads, null, placesSoFar(g, positions, count), by) };
    },
  ),
  onnxForm(
    hstuTimedForward,
    (g, { qkv, positions, lengths, seconds, times }, sizes) => {
      const bias = g.node('Add', [placesApart(g, positions, sizes.time), timeApart(g, seconds, seconds, times)]);
      return { y: attended(g, byHead(g, qkv), past(g, lengths, sizes.time, 1), bias, countOf(g, sizes)) };
    },
    (g, { qkv, positions, seconds, times }, sizes) => {
      const heads = byHeadSoFar(g, qkv, sizes);
      const { count, by } = soFar(g, heads[1], sizes);
      const apart = timeApart(g, seconds, g.sofar(seconds, []), times);
      return { y: attended(g, heads, null, g.node('Add', [placesSoFar(g, positions, count), apart]), by) };
    },
  ),
];
