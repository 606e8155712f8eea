import { defineKernel, read, readIds, write, type ParamValues, type Rows, type Span } from '../../src/kernel/kernel.ts';
import {
  allCases,
  backwardInputs,
  fewCases,
  fewItemCases,
  forwardInputs,
  itemCases,
  packedInputs,
} from './attention.cases.ts';
import * as reference from './attention.reference.ts';
import { backwardVariants, forwardVariants, itemParams, params, type Sight } from './attention.variants.ts';
import maskBidirectional from './mask_bidirectional.wgsl?raw';
import maskCausal from './mask_causal.wgsl?raw';
import maskItems from './mask_items.wgsl?raw';
import plainParams from './params.wgsl?raw';
import paramsOfItems from './params_items.wgsl?raw';
import spanItemsPackedBackward from './span_items_packed_backward.wgsl?raw';
import spanItemsPackedForward from './span_items_packed_forward.wgsl?raw';
import spanItemsRowBackward from './span_items_row_backward.wgsl?raw';
import spanItemsRowForward from './span_items_row_forward.wgsl?raw';
import spanPackedBackward from './span_packed_backward.wgsl?raw';
import spanPackedForward from './span_packed_forward.wgsl?raw';
import spanRowBackward from './span_row_backward.wgsl?raw';
import spanRowForward from './span_row_forward.wgsl?raw';

/** Who sees whom: as a WGSL slot, as a predicate, and how many (query, key) pairs one unpadded head has. */
interface MaskSlot {
  readonly name: string;
  readonly wgsl: string;
  readonly allowed: reference.Mask;
  readonly pairs: (time: number) => number;
  /** What of its inputs a position reads. */
  readonly reads: Pick<Rows, 'earlier' | 'ends'>;
  /** Masks share every tile boundary, so one of them stands on all of them: a case costs mostly its compilation. */
  readonly cases: readonly ParamValues<typeof params>[];
}

const causal: MaskSlot = {
  name: 'causal',
  wgsl: maskCausal,
  allowed: reference.causal,
  pairs: (time) => (time * (time + 1)) / 2,
  reads: { earlier: ['qkv'], ends: ['lengths'] },
  cases: allCases,
};

const bidirectional: MaskSlot = {
  name: 'bidirectional',
  wgsl: maskBidirectional,
  allowed: reference.bidirectional,
  pairs: (time) => time * time,
  reads: {},
  cases: fewCases,
};

/** Floating-point operations of `products` products of a pair's vectors. */
const flops = (mask: MaskSlot, products: number) => (p: ParamValues<typeof params>) =>
  2 * products * p.batch * p.heads * p.head_width * mask.pairs(p.time);

/** Positions of all histories. */
const positions = ({ batch, time }: ParamValues<typeof params>): number => batch * time;

const forwardTensors = {
  qkv: read('batch', 'time', 3, 'heads', 'head_width'),
  clock: readIds(1),
  y: write('batch', 'time', 'heads', 'head_width'),
  lse: write('batch', 'heads', 'time'),
} as const;

const backwardTensors = {
  dy: read('batch', 'time', 'heads', 'head_width'),
  qkv: read('batch', 'time', 3, 'heads', 'head_width'),
  y: read('batch', 'time', 'heads', 'head_width'),
  lse: read('batch', 'heads', 'time'),
  clock: readIds(1),
  dqkv: write('batch', 'time', 3, 'heads', 'head_width'),
} as const;

const lengths = readIds('batch');
const spans = readIds('batch', 'time', 2);

/** Scores lie within ±8 on test inputs: a few ulps of them in the exponent, and as many of a sum of weights. */
const forwardTolerance = () => ({ absolute: 4e-6, relative: 4e-6 });

/** As the forward, times dp − delta, which reaches ±40 and cancels. */
const backwardTolerance = () => ({ absolute: 1e-5, relative: 1e-5 });

const forwardChecks = (mask: MaskSlot) =>
  ({
    params,
    tolerance: forwardTolerance,
    cases: mask.cases,
    flops: flops(mask, 2),
  }) as const;

const backwardChecks = (mask: MaskSlot) =>
  ({
    params,
    rows: { count: positions },
    tolerance: backwardTolerance,
    cases: mask.cases,
    flops: flops(mask, 5),
  }) as const;

const forward = (mask: MaskSlot) =>
  defineKernel({
    name: `attention.${mask.name}_forward`,
    ...forwardChecks(mask),
    tensors: { ...forwardTensors, lengths },
    variants: forwardVariants({ span: spanRowForward, mask: mask.wgsl, params: plainParams }),
    reference: (t, p, span) => reference.forward(t, p, mask.allowed, span),
    rows: { count: positions, ...mask.reads },
    inputs: forwardInputs,
  });

const packedForward = (mask: MaskSlot) =>
  defineKernel({
    name: `attention.${mask.name}_packed_forward`,
    ...forwardChecks(mask),
    cases: fewCases,
    tensors: { ...forwardTensors, spans },
    variants: forwardVariants({ span: spanPackedForward, mask: mask.wgsl, params: plainParams }),
    reference: (t, p, span) => reference.forward(t, p, mask.allowed, span),
    rows: { count: positions },
    inputs: packedInputs,
  });

const backward = (mask: MaskSlot) =>
  defineKernel({
    name: `attention.${mask.name}_backward`,
    ...backwardChecks(mask),
    tensors: { ...backwardTensors, lengths },
    variants: backwardVariants({ span: spanRowBackward, mask: mask.wgsl, params: plainParams }),
    reference: (t, p, span) => reference.backward(t, p, mask.allowed, span),
    inputs: (p) => backwardInputs(p, mask.allowed, forwardInputs(p)),
  });

const packedBackward = (mask: MaskSlot) =>
  defineKernel({
    name: `attention.${mask.name}_packed_backward`,
    ...backwardChecks(mask),
    cases: fewCases,
    tensors: { ...backwardTensors, spans },
    variants: backwardVariants({ span: spanPackedBackward, mask: mask.wgsl, params: plainParams }),
    reference: (t, p, span) => reference.backward(t, p, mask.allowed, span),
    inputs: (p) => backwardInputs(p, mask.allowed, packedInputs(p)),
  });

/** Attention in which a position sees itself and what came before it: see ops/attention. */
export const attentionCausalForward = forward(causal);
export const attentionCausalBackward = backward(causal);

/** Attention in which every position sees every other: see ops/attention. */
export const attentionBidirectionalForward = forward(bidirectional);
export const attentionBidirectionalBackward = backward(bidirectional);

/** The same of histories packed one behind another, each within itself. */
export const attentionCausalPackedForward = packedForward(causal);
export const attentionCausalPackedBackward = packedBackward(causal);
export const attentionBidirectionalPackedForward = packedForward(bidirectional);
export const attentionBidirectionalPackedBackward = packedBackward(bidirectional);

type ItemValues = ParamValues<typeof itemParams>;

/** Rows are items, with all their tokens: what is said of rows is said of items. */
const itemRows = ({ batch, items }: ItemValues): number => batch * items;
const tokensOf = (span: Span | undefined, { tokens }: ItemValues): Span | undefined =>
  span && { from: span.from * tokens, to: span.to * tokens };

const itemFlops = (products: number) => (p: ItemValues) =>
  products * p.batch * p.heads * p.head_width * p.time * (p.time + p.tokens);

const ofItems = (span: string): Sight => ({ span, mask: maskItems, params: paramsOfItems });
const spansOfItems = readIds('batch', 'items', 2);

const itemForwardChecks = {
  params: itemParams,
  reference: (t: Parameters<typeof reference.forward>[0], p: ItemValues, span?: Span): void => {
    reference.forward(t, p, reference.items(p.tokens), tokensOf(span, p));
  },
  tolerance: forwardTolerance,
  flops: itemFlops(2),
} as const;

const itemBackwardChecks = {
  params: itemParams,
  reference: (t: Parameters<typeof reference.backward>[0], p: ItemValues, span?: Span): void => {
    reference.backward(t, p, reference.items(p.tokens), tokensOf(span, p));
  },
  rows: { count: itemRows },
  tolerance: backwardTolerance,
  flops: itemFlops(5),
} as const;

/** Attention over the tokens of items, which sees all of its own item and of those before it: see ops/attention. */
export const attentionItemsForward = defineKernel({
  name: 'attention.items_forward',
  ...itemForwardChecks,
  tensors: { ...forwardTensors, lengths },
  variants: forwardVariants(ofItems(spanItemsRowForward)),
  rows: { count: itemRows, earlier: ['qkv'], ends: ['lengths'] },
  cases: itemCases,
  inputs: forwardInputs,
});
export const attentionItemsBackward = defineKernel({
  name: 'attention.items_backward',
  ...itemBackwardChecks,
  tensors: { ...backwardTensors, lengths },
  variants: backwardVariants(ofItems(spanItemsRowBackward)),
  cases: itemCases,
  inputs: (p) => backwardInputs(p, reference.items(p.tokens), forwardInputs(p)),
});

/** The same of histories packed one behind another. */
export const attentionItemsPackedForward = defineKernel({
  name: 'attention.items_packed_forward',
  ...itemForwardChecks,
  tensors: { ...forwardTensors, spans: spansOfItems },
  variants: forwardVariants(ofItems(spanItemsPackedForward)),
  rows: { count: itemRows },
  cases: fewItemCases,
  inputs: packedInputs,
});
export const attentionItemsPackedBackward = defineKernel({
  name: 'attention.items_packed_backward',
  ...itemBackwardChecks,
  tensors: { ...backwardTensors, spans: spansOfItems },
  variants: backwardVariants(ofItems(spanItemsPackedBackward)),
  cases: fewItemCases,
  inputs: (p) => backwardInputs(p, reference.items(p.tokens), packedInputs(p)),
});
