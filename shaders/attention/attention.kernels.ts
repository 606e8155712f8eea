import { defineKernel, read, readIds, write, type ParamValues } from '../../src/kernel/kernel.ts';
import { dropoutParams } from '../random/dropout.reference.ts';
import dropout from '../random/dropout.wgsl?raw';
import threefry from '../random/threefry.wgsl?raw';
import { backwardInputs, cases, forwardInputs } from './attention.cases.ts';
import * as reference from './attention.reference.ts';
import deltaRows from './delta_rows.wgsl?raw';
import dkvRows from './dkv_rows.wgsl?raw';
import dqRows from './dq_rows.wgsl?raw';
import forwardRows from './forward_rows.wgsl?raw';
import maskBidirectional from './mask_bidirectional.wgsl?raw';
import maskCausal from './mask_causal.wgsl?raw';

const params = { batch: 'u32', time: 'u32', heads: 'u32', head_width: 'u32', ...dropoutParams } as const;
type P = ParamValues<typeof params>;

/** Who sees whom: as a WGSL slot, as a predicate, and how many (query, key) pairs one unpadded head has. */
interface MaskSlot {
  readonly name: string;
  readonly wgsl: string;
  readonly allowed: reference.Mask;
  readonly pairs: (time: number) => number;
}

const causal: MaskSlot = {
  name: 'causal',
  wgsl: maskCausal,
  allowed: reference.causal,
  pairs: (time) => (time * (time + 1)) / 2,
};

const bidirectional: MaskSlot = {
  name: 'bidirectional',
  wgsl: maskBidirectional,
  allowed: reference.bidirectional,
  pairs: (time) => time * time,
};

const ROW_LANES = 16;
const MAX_ROW_WIDTH = 64;

const rowPass = (...wgsl: string[]) => ({
  wgsl,
  overrides: ({ head_width }: P) => ({ LANES: ROW_LANES, HEAD_WIDTH: head_width }),
  workgroups: ({ batch, heads, time }: P) => Math.ceil((batch * heads * time) / ROW_LANES),
});

const rowsSupport = ({ head_width }: P): boolean => head_width <= MAX_ROW_WIDTH;

/** Floating-point operations of `products` multiplications of a pair's vectors. */
const flops = (mask: MaskSlot, products: number) => (p: P) =>
  2 * products * p.batch * p.heads * p.head_width * mask.pairs(p.time);

const forward = (mask: MaskSlot) =>
  defineKernel({
    name: `attention.${mask.name}_forward`,
    params,
    tensors: {
      qkv: read('batch', 'time', 3, 'heads', 'head_width'),
      start: readIds('batch'),
      clock: readIds(1),
      y: write('batch', 'time', 'heads', 'head_width'),
      lse: write('batch', 'heads', 'time'),
    },
    variants: {
      rows: {
        barrierFree: true,
        supports: rowsSupport,
        passes: [rowPass(forwardRows, mask.wgsl, dropout, threefry)],
      },
    },
    reference: (t, p) => reference.forward(t, p, mask.allowed),
    tolerance: () => ({ absolute: 1e-5, relative: 1e-5 }),
    cases,
    inputs: forwardInputs,
    flops: flops(mask, 2),
  });

const backward = (mask: MaskSlot) =>
  defineKernel({
    name: `attention.${mask.name}_backward`,
    params,
    tensors: {
      dy: read('batch', 'time', 'heads', 'head_width'),
      qkv: read('batch', 'time', 3, 'heads', 'head_width'),
      y: read('batch', 'time', 'heads', 'head_width'),
      lse: read('batch', 'heads', 'time'),
      start: readIds('batch'),
      clock: readIds(1),
      dqkv: write('batch', 'time', 3, 'heads', 'head_width'),
    },
    variants: {
      rows: {
        barrierFree: true,
        supports: rowsSupport,
        scratch: ({ batch, heads, time }) => ({ delta: batch * heads * time }),
        passes: [
          { ...rowPass(deltaRows), overrides: () => ({ LANES: ROW_LANES }) },
          rowPass(dqRows, mask.wgsl, dropout, threefry),
          rowPass(dkvRows, mask.wgsl, dropout, threefry),
        ],
      },
    },
    reference: (t, p) => reference.backward(t, p, mask.allowed),
    tolerance: () => ({ absolute: 2e-5, relative: 1e-5 }),
    cases,
    inputs: (p) => backwardInputs(p, mask.allowed),
    flops: flops(mask, 5),
  });

/** Attention in which a position sees itself and what came before it: see ops/attention. */
export const attentionCausalForward = forward(causal);
export const attentionCausalBackward = backward(causal);

/** Attention in which every position sees every other: see ops/attention. */
export const attentionBidirectionalForward = forward(bidirectional);
export const attentionBidirectionalBackward = backward(bidirectional);
