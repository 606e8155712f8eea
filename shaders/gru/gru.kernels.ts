import { defineKernel, read, readIds, write, type ParamValues, type Variant } from '../../src/kernel/kernel.ts';
import backwardPerLane from './backward_history_per_lane.wgsl?raw';
import backwardPerWorkgroup from './backward_history_per_workgroup.wgsl?raw';
import beginsFlagged from './begins_flagged.wgsl?raw';
import beginsFlaggedBesideFlow from './begins_flagged_beside_flow.wgsl?raw';
import beginsNowhere from './begins_nowhere.wgsl?raw';
import forwardPerLane from './forward_history_per_lane.wgsl?raw';
import forwardPerWorkgroup from './forward_history_per_workgroup.wgsl?raw';
import gates from './gates.wgsl?raw';
import { backwardInputs, cases, forwardInputs, packedInputs } from './gru.cases.ts';
import * as reference from './gru.reference.ts';

const params = { batch: 'u32', time: 'u32', hidden: 'u32' } as const;
type Params = typeof params;
type Values = ParamValues<Params>;

/** Few, so that the histories of a batch spread over the cores of a software adapter. */
const HISTORIES = 4;
/** Units that a workgroup's memory and lanes are made for. */
const MOST_UNITS = 256;
const LANES_STEP = 64;

const whole = ({ hidden }: Values): boolean => hidden % 4 === 0;

/** No step can begin before the whole state of the one before is there: a history is one lane's, or one workgroup's. */
function variants(
  perLane: readonly string[],
  perWorkgroup: readonly string[],
  scratch?: Variant<Params>['scratch'],
): Readonly<Record<'historyPerWorkgroup' | 'historyPerLane', Variant<Params>>> {
  return {
    historyPerWorkgroup: {
      supports: (p) => whole(p) && p.hidden <= MOST_UNITS,
      passes: [
        {
          wgsl: perWorkgroup,
          overrides: ({ hidden }) => ({ LANES: LANES_STEP * Math.ceil(hidden / LANES_STEP) }),
          workgroups: ({ batch }) => batch,
        },
      ],
    },
    historyPerLane: {
      unmeasured: true,
      barrierFree: true,
      supports: whole,
      ...(scratch === undefined ? {} : { scratch }),
      passes: [
        {
          wgsl: perLane,
          overrides: () => ({ LANES: HISTORIES }),
          workgroups: ({ batch }) => Math.ceil(batch / HISTORIES),
        },
      ],
    },
  };
}

/** Three products of W with a state for each position; as many with its transpose on the way back. */
const flops = ({ batch, time, hidden }: Values): number => 2 * batch * time * 3 * hidden * hidden;

const forwardTensors = {
  gates: read('batch', 'time', 3, 'hidden'),
  weight: read(3, 'hidden', 'hidden'),
  bias: read(3, 'hidden'),
  h: write('batch', 'time', 'hidden'),
  before: write('batch', 'time', 'hidden'),
  cell: write('batch', 'time', 4, 'hidden'),
} as const;

const backwardTensors = {
  dh: read('batch', 'time', 'hidden'),
  weight: read(3, 'hidden', 'hidden'),
  before: read('batch', 'time', 'hidden'),
  cell: read('batch', 'time', 4, 'hidden'),
  dgates: write('batch', 'time', 3, 'hidden'),
  drecurrent: write('batch', 'time', 3, 'hidden'),
} as const;

const starts = readIds('batch', 'time');

const forwardVariants = (begins: string) =>
  variants([forwardPerLane, gates, begins], [forwardPerWorkgroup, gates, begins]);

const backwardVariants = (perLane: string, perWorkgroup: string) =>
  variants([backwardPerLane, perLane], [backwardPerWorkgroup, perWorkgroup], ({ batch, hidden }) => ({
    flow: batch * hidden,
  }));

const forwardChecks = {
  params,
  reference: reference.forward,
  // A state is a mean of numbers within ±1, so that errors do not grow with time; a product sums `hidden` terms below 1.
  tolerance: ({ hidden }: Values) => ({ absolute: 1e-6 * Math.sqrt(hidden) + 2e-6, relative: 4e-6 }),
  cases,
  flops,
} as const;

const backwardChecks = {
  params,
  reference: reference.backward,
  // As the forward, of gradients that add up over the positions behind.
  tolerance: ({ time, hidden }: Values) => ({ absolute: 1e-6 * Math.sqrt(hidden * time) + 4e-6, relative: 1e-5 }),
  cases,
  flops,
} as const;

/** The states of a gated recurrent unit, and what its backward pass needs of them: see ops/gru. */
export const gruForward = defineKernel({
  name: 'gru.forward',
  ...forwardChecks,
  tensors: forwardTensors,
  variants: forwardVariants(beginsNowhere),
  rows: { count: reference.positions, inOrder: ['gates'] },
  inputs: forwardInputs,
});

/** As gru.forward of histories packed one behind another: one begins where `starts` is not 0. */
export const gruPackedForward = defineKernel({
  name: 'gru.packed_forward',
  ...forwardChecks,
  tensors: { ...forwardTensors, starts },
  variants: forwardVariants(beginsFlagged),
  rows: { count: reference.positions, inOrder: ['gates', 'starts'] },
  inputs: packedInputs,
});

/** Gradients of what the input gives to the gates, and of what the state before gives. */
export const gruBackward = defineKernel({
  name: 'gru.backward',
  ...backwardChecks,
  tensors: backwardTensors,
  variants: backwardVariants(beginsNowhere, beginsNowhere),
  inputs: (p) => backwardInputs(p, forwardInputs(p)),
});

/** As gru.backward of histories packed one behind another. */
export const gruPackedBackward = defineKernel({
  name: 'gru.packed_backward',
  ...backwardChecks,
  tensors: { ...backwardTensors, starts },
  variants: backwardVariants(beginsFlaggedBesideFlow, beginsFlagged),
  inputs: (p) => {
    const given = packedInputs(p);
    return { ...backwardInputs(p, given), starts: given.starts };
  },
});
