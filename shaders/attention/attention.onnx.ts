import { onnxForm, type OnnxGraph, type OnnxStream, type Value } from '../../src/kernel/onnx_form.ts';
import { attentionBidirectionalForward, attentionCausalForward, attentionItemsForward } from './attention.kernels.ts';

interface Sizes {
  readonly time: number;
  readonly heads: number;
  readonly head_width: number;
}

/** Below every score, far enough from where f32 ends that differences are finite. */
const UNSEEN = -1e30;

/** Positions 0 … T − 1, divided by `by`, as queries (T, 1) and as keys (1, T). */
function places(g: OnnxGraph, time: number, by = 1): { readonly query: Value; readonly key: Value } {
  const values = Array.from({ length: time }, (_, t) => Math.floor(t / by));
  return { query: g.integers(values, [time, 1]), key: g.integers(values, [1, time]) };
}

/** Whether positions lie within their history: (B, 1, T, 1) or (B, 1, 1, T). */
const within = (g: OnnxGraph, place: Value, lengths: Value, tokens = 1): Value => {
  const end = tokens === 1 ? lengths : g.node('Mul', [lengths, g.integers([tokens])]);
  return g.node('Less', [place, g.node('Reshape', [end, g.integers([-1, 1, 1, 1])])]);
};

/** Each position sees itself, and what `seen` says. */
function mask(g: OnnxGraph, time: number, seen: Value): Value {
  const { query, key } = places(g, time);
  return g.node('Or', [g.node('Equal', [query, key]), seen]);
}

/** A position of the history sees the items up to its own, each of so many tokens. */
export function past(g: OnnxGraph, lengths: Value, time: number, tokens: number): Value {
  const { query, key } = places(g, time, tokens);
  const earlier = g.node('LessOrEqual', [key, query]);
  return mask(g, time, g.node('And', [earlier, within(g, places(g, time).query, lengths, tokens)]));
}

/** Queries, keys and values (B, H, T, head_width) of (B, T, 3, H, head_width). */
export function byHead(g: OnnxGraph, qkv: Value): readonly [Value, Value, Value] {
  const turned = g.node('Transpose', [qkv], { perm: [2, 0, 3, 1, 4] });
  const part = (which: number): Value => g.node('Gather', [turned, g.integers([which], [])]);
  return [part(0), part(1), part(2)];
}

/** Queries of the items that are read now, keys and values of all so far. */
export function byHeadSoFar(g: OnnxStream, qkv: Value, { heads, head_width }: Sizes): readonly [Value, Value, Value] {
  const [q, kv] = [
    [0, 1],
    [1, 3],
  ].map(([from, to]) => g.node('Slice', [qkv, g.integers([from]), g.integers([to]), g.integers([2])]));
  const all = g.sofar(kv, [2, heads, head_width]);
  const part = (of: Value, which: number): Value =>
    g.node('Transpose', [g.node('Gather', [of, g.integers([which], [])], { axis: 2 })], { perm: [0, 2, 1, 3] });
  return [part(q, 0), part(all, 0), part(all, 1)];
}

/** softmax(q·kᵀ / √head_width) · v over what is seen, (B, 1, T, T); over everything where nothing is said. */
function attended(
  g: OnnxGraph,
  [q, k, v]: readonly [Value, Value, Value],
  seen: Value | null,
  { head_width }: Sizes,
): Value {
  const scaled = g.node('Mul', [q, g.number(1 / Math.sqrt(head_width))]);
  const scores = g.node('MatMul', [scaled, g.node('Transpose', [k], { perm: [0, 1, 3, 2] })]);
  const shown = seen === null ? scores : g.node('Where', [seen, scores, g.number(UNSEEN)]);
  const weights = g.node('Softmax', [shown], { axis: -1 });
  return g.node('Transpose', [g.node('MatMul', [weights, v])], { perm: [0, 2, 1, 3] });
}

export const attentionForms = [
  onnxForm(
    attentionCausalForward,
    (g, { qkv, lengths }, sizes) => ({ y: attended(g, byHead(g, qkv), past(g, lengths, sizes.time, 1), sizes) }),
    (g, { qkv }, sizes) => ({ y: attended(g, byHeadSoFar(g, qkv, sizes), null, sizes) }),
  ),
  onnxForm(attentionBidirectionalForward, (g, { qkv, lengths }, sizes) => {
    const { query, key } = places(g, sizes.time);
    const both = g.node('And', [within(g, query, lengths), within(g, key, lengths)]);
    return { y: attended(g, byHead(g, qkv), mask(g, sizes.time, both), sizes) };
  }),
  onnxForm(
    attentionItemsForward,
    (g, { qkv, lengths }, sizes) => ({
      y: attended(g, byHead(g, qkv), past(g, lengths, sizes.time, sizes.tokens), sizes),
    }),
    (g, { qkv }, sizes) => ({ y: attended(g, byHeadSoFar(g, qkv, sizes), null, sizes) }),
  ),
];
