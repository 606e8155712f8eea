import { defineKernel, read, readIds, write, type ParamValues } from '../../src/kernel/kernel.ts';
import { dropoutParams } from '../random/dropout.reference.ts';
import dropout from '../random/dropout.wgsl?raw';
import threefry from '../random/threefry.wgsl?raw';
import { backwardInputs, cases, forwardInputs } from './attention.cases.ts';
import * as reference from './attention.reference.ts';
import backwardRows from './backward_rows.wgsl?raw';
import forwardRows from './forward_rows.wgsl?raw';
import maskBidirectional from './mask_bidirectional.wgsl?raw';
import maskCausal from './mask_causal.wgsl?raw';
import tileRows from './tile_rows.wgsl?raw';

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

/** Queries and keys of a tile of the variant `rows`, and lanes of its workgroups. */
const TILE = 4;
const LANES = { forward: 16, backward: 4 };

const wgsl = (mask: MaskSlot, ...files: string[]): string[] => [...files, mask.wgsl, dropout, threefry];
const constants =
  (LANES: number) =>
  ({ threshold }: P) => ({ LANES, DROPOUT: threshold > 0 ? 1 : 0 });

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
        passes: [
          {
            wgsl: wgsl(mask, forwardRows, tileRows),
            overrides: constants(LANES.forward),
            workgroups: ({ batch, heads, time }) => Math.ceil((batch * heads * Math.ceil(time / TILE)) / LANES.forward),
          },
        ],
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
        passes: [
          {
            wgsl: wgsl(mask, backwardRows, tileRows),
            overrides: constants(LANES.backward),
            workgroups: ({ batch, heads }) => Math.ceil((batch * heads) / LANES.backward),
          },
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
