import { onnxForm, type OnnxGraph, type Value } from '../../src/kernel/onnx_form.ts';
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

/** softmax(q·kᵀ / √head_width) · v over what is seen, (B, 1, T, T). */
function attended(g: OnnxGraph, qkv: Value, seen: Value, { head_width }: Sizes): Value {
  const byHead = g.node('Transpose', [qkv], { perm: [2, 0, 3, 1, 4] }); // (3, B, H, T, head_width)
  const [q, k, v] = [0, 1, 2].map((which) => g.node('Gather', [byHead, g.integers([which], [])]));
  const scaled = g.node('Mul', [q, g.number(1 / Math.sqrt(head_width))]);
  const scores = g.node('MatMul', [scaled, g.node('Transpose', [k], { perm: [0, 1, 3, 2] })]);
  const weights = g.node('Softmax', [g.node('Where', [seen, scores, g.number(UNSEEN)])], { axis: -1 });
  return g.node('Transpose', [g.node('MatMul', [weights, v])], { perm: [0, 2, 1, 3] });
}

export const attentionForms = [
  onnxForm(attentionCausalForward, (g, { qkv, lengths }, sizes) => ({
    y: attended(g, qkv, past(g, lengths, sizes.time, 1), sizes),
  })),
  onnxForm(attentionBidirectionalForward, (g, { qkv, lengths }, sizes) => {
    const { query, key } = places(g, sizes.time);
    const both = g.node('And', [within(g, query, lengths), within(g, key, lengths)]);
    return { y: attended(g, qkv, mask(g, sizes.time, both), sizes) };
  }),
  onnxForm(attentionItemsForward, (g, { qkv, lengths }, sizes) => ({
    y: attended(g, qkv, past(g, lengths, sizes.time, sizes.tokens), sizes),
  })),
];
