import { size } from '../src/core/shape.ts';
import type { Tensor } from '../src/graph/tensor.ts';
import { declaredBindings, source } from '../src/kernel/wgsl.ts';
import { plan, type Launch } from '../src/runtime/plan.ts';
import { choosing } from '../src/runtime/tuning.ts';
import type { Given } from './adapters/nextup_graph.ts';
import { tracedMamba } from './adapters/nextup_mamba.ts';
import { tracedScan } from './adapters/nextup_scan.ts';
import { mambaProblem, mambaSizes } from './mamba.ts';
import { scanProblem } from './scan.ts';

/** What Nextup's plan of a case asks of a GPU of which nothing is remembered; no adapter is needed to say it. */
export interface Planned {
  readonly case: string;
  readonly title: string;
  readonly dispatches: { readonly forward: number; readonly back: number };
  readonly bytes: { readonly forward: number; readonly back: number };
  /** Bytes, forward and back, for each state of each channel at each position of each history. */
  readonly perState: number;
}

interface Traced {
  readonly y: Tensor;
  readonly gradient: readonly Tensor[];
  readonly given: readonly Given[];
}

const [BATCH, LENGTH, CHANNELS, STATES] = [32, 200, 128, 16];
const SIZES = `B ${BATCH}, L ${LENGTH}, ${CHANNELS} channels, N ${STATES}`;

/** The plans that a case of the bench has, at the sizes of a training batch. */
const planned: Readonly<Record<string, () => Planned>> = {
  'scan-gradient': () => {
    const problem = scanProblem({ batch: BATCH, length: LENGTH, channels: CHANNELS, states: STATES });
    const { dy, ...traced } = tracedScan(problem);
    return costOf('scan-gradient', 'selective scan', { ...traced, given: [...traced.given, dy] });
  },
  'mamba-block': () =>
    costOf('mamba-block', 'Mamba block', tracedMamba(mambaProblem(mambaSizes(BATCH, LENGTH, CHANNELS / 2, STATES)))),
};

/** Those of the chosen cases that have one. */
export const plansOf = (cases: readonly string[]): Planned[] =>
  Object.entries(planned)
    .filter(([name]) => cases.includes(name))
    .map(([, make]) => make());

function costOf(name: string, title: string, { y, gradient, given }: Traced): Planned {
  const forward = work([[y]], given);
  const both = work([[y], gradient], given);
  return {
    case: name,
    title: `${title}, ${SIZES}`,
    dispatches: { forward: forward.dispatches, back: both.dispatches - forward.dispatches },
    bytes: { forward: forward.bytes, back: both.bytes - forward.bytes },
    perState: both.bytes / (BATCH * LENGTH * CHANNELS * STATES),
  };
}

function work(stages: readonly (readonly Tensor[])[], given: readonly Given[]): { dispatches: number; bytes: number } {
  const whole = (buffer: string, tensor: Tensor) => ({ buffer, offset: 0, count: size(tensor.shape) });
  const { launches } = plan({
    stages,
    leaves: Object.fromEntries(given.map(({ name, tensor }) => [name, whole(name, tensor)])),
    results: new Map(stages.flat().map((tensor, i) => [tensor, whole(`result ${i}`, tensor)])),
    choose: choosing({ software: false, choices: {} }),
  });
  const passes = launches.flatMap(boundByPasses);
  return { dispatches: passes.length, bytes: passes.reduce((sum, bytes) => sum + bytes, 0) };
}

/** Bytes of the buffers that each pass of a launch binds, each counted once. */
const boundByPasses = ({ kernel, variant, slices }: Launch): number[] =>
  kernel.variants[variant].passes.map((pass) =>
    declaredBindings(source(pass)).reduce((sum, { name }) => sum + 4 * slices[name].count, 0),
  );
