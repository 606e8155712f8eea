import { Random } from '../../src/core/random.ts';
import { defineKernel, read, readIds, write, type ParamValues, type Variant } from '../../src/kernel/kernel.ts';
import { LANES, laneVariants, ofElements, ofQuads } from '../lane/lane.ts';
import silu from '../pointwise/silu.wgsl?raw';
import workgroupSum from '../workgroup/sum.wgsl?raw';
import backwardSpanPerLane from './backward_span_per_lane.wgsl?raw';
import beginsFlaggedBackward from './begins_flagged_backward.wgsl?raw';
import beginsFlaggedForward from './begins_flagged_forward.wgsl?raw';
import beginsNowhere from './begins_nowhere.wgsl?raw';
import * as reference from './convolution.reference.ts';
import forwardPositionPerLane from './forward_position_per_lane.wgsl?raw';
import totalPerLane from './total_per_lane.wgsl?raw';
import totalPerWorkgroup from './total_per_workgroup.wgsl?raw';

const params = { batch: 'u32', time: 'u32', channels: 'u32' } as const;
type Params = typeof params;
type Values = ParamValues<Params>;

/** Positions that a lane owns in the backward. */
const STEPS = 16;

const byFour = ({ channels }: Values): boolean => channels % 4 === 0;
const spans = ({ batch, time }: Values): number => batch * Math.ceil(time / STEPS);

const forwardVariants = (begins: string) =>
  laneVariants<Params>({
    body: [forwardPositionPerLane, silu, begins],
    elements: ({ batch, time, channels }) => batch * time * channels,
    byFour,
  });

function backwardVariants(
  begins: string,
): Readonly<Record<'sumPerWorkgroup' | 'quadPerLane' | 'elementPerLane', Variant<Params>>> {
  const overrides = (): Readonly<Record<string, number>> => ({ LANES, STEPS });
  const lanes = (width: number, of: typeof ofQuads) => ({
    wgsl: of(backwardSpanPerLane, silu, begins),
    overrides,
    workgroups: (p: Values) => Math.ceil((spans(p) * p.channels) / width / LANES),
  });
  const total = (width: number, of: typeof ofQuads) => ({
    wgsl: of(totalPerLane),
    overrides,
    workgroups: ({ channels }: Values) => Math.ceil((5 * channels) / width / LANES),
  });
  const scratch = (p: Values): { readonly partial: number } => ({ partial: spans(p) * 5 * p.channels });
  return {
    sumPerWorkgroup: {
      scratch,
      passes: [
        lanes(1, ofElements),
        { wgsl: [totalPerWorkgroup, workgroupSum], overrides, workgroups: ({ channels }) => 5 * channels },
      ],
    },
    quadPerLane: {
      unmeasured: true,
      barrierFree: true,
      supports: byFour,
      scratch,
      passes: [lanes(4, ofQuads), total(4, ofQuads)],
    },
    elementPerLane: {
      unmeasured: true,
      barrierFree: true,
      scratch,
      passes: [lanes(1, ofElements), total(1, ofElements)],
    },
  };
}

const forwardTensors = {
  x: read('batch', 'time', 'channels'),
  weight: read(4, 'channels'),
  bias: read('channels'),
  y: write('batch', 'time', 'channels'),
} as const;

const backwardTensors = {
  dy: read('batch', 'time', 'channels'),
  x: read('batch', 'time', 'channels'),
  weight: read(4, 'channels'),
  bias: read('channels'),
  dx: write('batch', 'time', 'channels'),
  dweight: write(4, 'channels'),
  dbias: write('channels'),
} as const;

const starts = readIds('batch', 'time');

const at = (batch: number, time: number, channels: number): Values => ({ batch, time, channels });

/** Both sides of every boundary: one position, the four taps, 16 positions of a lane, 64 lanes of one channel and of four. */
const cases: readonly Values[] = [
  at(1, 1, 1),
  at(2, 3, 3),
  at(3, 4, 4),
  at(2, 5, 63),
  at(3, 15, 16),
  at(1, 16, 65),
  at(3, 17, 12),
  at(5, 33, 64),
  at(2, 50, 260),
];

/** Histories that begin at every position, at none, and here and there. */
function flagged({ batch, time }: Values): { readonly starts: number[] } {
  const random = new Random(1, 'convolution starts');
  const share = (history: number): number => [0.3, 1, 0, 0.05][history % 4];
  return {
    starts: Array.from({ length: batch * time }, (_, row) => Number(random.uniform() < share(Math.floor(row / time)))),
  };
}

const flops = ({ batch, time, channels }: Values): number => 8 * batch * time * channels;

const forwardChecks = {
  params,
  // Five terms of size 4, and exp on the way to 1 / (1 + e).
  tolerance: () => ({ absolute: 4e-6, relative: 2e-5 }),
  cases,
  flops,
} as const;

/** Terms of size 4·2 that add up over the positions of all histories, after a walk of their √count. */
const backwardChecks = {
  params,
  tolerance: ({ batch, time }: Values) => ({ absolute: 6e-6 * Math.sqrt(batch * time) + 6e-6, relative: 2e-5 }),
  cases,
  flops: (p: Values) => 3 * flops(p),
} as const;

/** Each channel of a history mixed with its own last four values, then silu: see ops/convolution. */
export const convolutionForward = defineKernel({
  name: 'convolution.forward',
  ...forwardChecks,
  tensors: forwardTensors,
  variants: forwardVariants(beginsNowhere),
  reference: reference.forward,
  rows: { count: reference.positions, earlier: ['x'] },
});

/** As convolution.forward of histories packed one behind another: one begins where `starts` is not 0. */
export const convolutionPackedForward = defineKernel({
  name: 'convolution.packed_forward',
  ...forwardChecks,
  tensors: { ...forwardTensors, starts },
  variants: forwardVariants(beginsFlaggedForward),
  reference: reference.forward,
  rows: { count: reference.positions, earlier: ['x', 'starts'] },
  inputs: flagged,
});

/** Gradients of convolution.forward with respect to x, weight and bias; its derivative. */
export const convolutionBackward = defineKernel({
  name: 'convolution.backward',
  ...backwardChecks,
  tensors: backwardTensors,
  variants: backwardVariants(beginsNowhere),
  reference: reference.backward,
});

/** Gradients of convolution.packed_forward with respect to x, weight and bias; its derivative. */
export const convolutionPackedBackward = defineKernel({
  name: 'convolution.packed_backward',
  ...backwardChecks,
  tensors: { ...backwardTensors, starts },
  variants: backwardVariants(beginsFlaggedBackward),
  reference: reference.backward,
  inputs: flagged,
});
