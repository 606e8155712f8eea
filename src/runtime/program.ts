import { DeviceLostError } from '../core/errors.ts';
import { Pacer } from '../core/pace.ts';
import { size } from '../core/shape.ts';
import { orFree, storageBuffer } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Pipelines } from '../gpu/pipelines.ts';
import { reachable } from '../graph/reachable.ts';
import { root, type Tensor } from '../graph/tensor.ts';
import type { Scalar } from '../kernel/kernel.ts';
import { layOut } from './arena.ts';
import { evaluateResting } from './cpu.ts';
import { plan, type Slice } from './plan.ts';
import { Replay } from './replay.ts';
import { toBytes } from './run_once.ts';
import type { Tuner } from './tuning.ts';

export type Numbers = Float32Array | Float64Array | Uint32Array;

/** Tensors that are computed together, by the name of their stage. */
export type Stages<S extends string> = Readonly<Record<S, readonly Tensor[]>>;

/**
 * Graphs made ready to be computed again and again, between which the caller decides. Leaves of one name are one leaf; one that
 * a kernel updates has changed when the stage has run.
 */
export interface Program<S extends string> {
  /** Gives a leaf its numbers; it keeps them until it is given others. */
  write(leaf: string, values: ArrayLike<number>): void;
  /**
   * The tensors of a stage, in order.
   * @throws DeviceLostError
   * @throws CancelledError
   */
  run(stage: S): Promise<Numbers[]>;
  destroy(): void;
}

/** Where programs run: on the GPU in single precision, or on the CPU by the references in double. */
export interface Executor {
  prepare<S extends string>(stages: Stages<S>, signal?: AbortSignal): Promise<Program<S>>;
}

interface Leaf {
  readonly element: Scalar;
  readonly count: number;
}

/** The leaves that stages read, by name. */
function leavesOf(stages: Stages<string>): Map<string, Leaf> {
  const found = new Map<string, Leaf>();
  for (const { inputs } of Object.values(stages).flatMap((stage) => reachable(stage))) {
    for (const tensor of Object.values(inputs)) {
      const { origin, shape } = root(tensor);
      if (origin.kind === 'leaf') found.set(origin.name, { element: origin.element, count: size(shape) });
    }
  }
  return found;
}

/** The leaf that is given values, which must be as many. */
function leafFor(leaves: ReadonlyMap<string, Leaf>, name: string, values: ArrayLike<number>): Leaf {
  const leaf = leaves.get(name);
  if (leaf === undefined) throw new Error(`program: no leaf called '${name}'`);
  if (leaf.count === values.length) return leaf;
  throw new Error(`program: ${name} needs ${leaf.count} numbers, got ${values.length}`);
}

/** The leaf whose numbers a kernel overwrites with this value; undefined where the value has a place of its own. */
function updatedLeaf({ origin }: Tensor): string | undefined {
  if (origin.kind !== 'output' || origin.of.kernel.tensors[origin.name].access !== 'update') return undefined;
  const before = root(origin.of.inputs[origin.name]);
  return before.origin.kind === 'leaf' ? before.origin.name : updatedLeaf(before);
}

/** What the kernels of a stage make of leaves that they update, in the order of tracing. */
const updatesOf = (wanted: readonly Tensor[]): { leaf: string; after: Tensor }[] =>
  reachable(wanted).flatMap((of) =>
    Object.keys(of.kernel.tensors).flatMap((name) => {
      const after: Tensor = { shape: of.inputs[name]?.shape ?? [], origin: { kind: 'output', of, name } };
      const leaf = updatedLeaf(after);
      return leaf === undefined ? [] : [{ leaf, after }];
    }),
  );

/** Programs on the CPU, in double precision; they rest between pieces of work. */
export const onCpu: Executor = {
  prepare(stages, signal) {
    const leaves = leavesOf(stages);
    const values: Record<string, Float64Array> = {};
    return Promise.resolve({
      write(name, given) {
        leafFor(leaves, name, given);
        values[name] = Float64Array.from(given);
      },
      async run(stage) {
        const wanted = stages[stage];
        const updates = updatesOf(wanted);
        const all = [...wanted, ...updates.map(({ after }) => after)];
        const made = await evaluateResting(all, values, new Pacer('computing', { signal }));
        for (const [i, { leaf }] of updates.entries()) values[leaf] = made[wanted.length + i];
        return made.slice(0, wanted.length);
      },
      destroy: () => undefined,
    });
  },
};

/** Programs on a device, with the variants that its tuner chooses. */
export const onGpu = (gpu: Gpu, pipelines: Pipelines, tuner: Tuner): Executor => ({
  prepare<S extends string>(stages: Stages<S>): Promise<Program<S>> {
    const made: { destroy(): void }[] = [];
    const leaves = leavesOf(stages);
    const buffers = new Map<string, GPUBuffer>();
    const keep = (name: string, count: number): GPUBuffer => {
      const buffer = storageBuffer(gpu, name, count, name);
      made.push(buffer);
      buffers.set(name, buffer);
      return buffer;
    };
    return orFree(made, async () => {
      for (const [name, { count }] of leaves) keep(name, count);
      const ready = new Map<S, OnDevice>();
      for (const [name, wanted] of Object.entries(stages) as [S, readonly Tensor[]][]) {
        const arena = layOut(
          `results of ${name}`,
          wanted.map(({ shape }, i) => ({ name: `${i}`, shape })),
        );
        keep(arena.buffer, arena.count);
        const results = wanted.map((tensor, i): Result => {
          const { leaf, element } = lieOf(tensor);
          const to = arena.slices[i];
          return { from: leaf === undefined ? to : whole(leaf, to.count), to, element };
        });
        const request = {
          stages: [wanted],
          leaves: Object.fromEntries([...leaves].map(([leaf, { count }]) => [leaf, whole(leaf, count)])),
          results: new Map(wanted.map((tensor, i) => [tensor, arena.slices[i]])),
          choose: tuner.choose.bind(tuner),
        };
        await tuner.prepare(plan(request).launches);
        const replay = await Replay.prepare(gpu, pipelines, plan(request), buffers);
        made.push(replay);
        ready.set(name, { replay, results, count: arena.count });
      }
      return {
        write(name, values) {
          const { element } = leafFor(leaves, name, values);
          const buffer = buffers.get(name);
          if (buffer !== undefined) gpu.device.queue.writeBuffer(buffer, 0, toBytes(values, element));
        },
        run(stage) {
          const on = ready.get(stage);
          if (on === undefined) throw new Error(`program: no stage called '${stage}'`);
          return compute(gpu, on, buffers);
        },
        destroy() {
          for (const resource of made) resource.destroy();
        },
      };
    });
  },
});

/** Where a value lies when its stage has run, and where it is copied to be read. */
interface Result {
  readonly from: Slice;
  readonly to: Slice;
  readonly element: Scalar;
}

/** A stage on a device. */
interface OnDevice {
  readonly replay: Replay;
  readonly results: readonly Result[];
  readonly count: number;
}

const whole = (buffer: string, count: number): Slice => ({ buffer, offset: 0, count });

/** The leaf that a value lies in, where it has overwritten one, and what it is made of. */
function lieOf(tensor: Tensor): { readonly leaf: string | undefined; readonly element: Scalar } {
  const value = root(tensor);
  if (value.origin.kind !== 'output') throw new Error('program: a leaf is wanted, which the caller has');
  const { access, element } = value.origin.of.kernel.tensors[value.origin.name];
  const leaf = updatedLeaf(value);
  if (access !== 'update' || leaf !== undefined) return { leaf, element };
  throw new Error(`program: ${value.origin.of.kernel.name} updates a value that is no leaf, which cannot be read`);
}

async function compute(
  gpu: Gpu,
  { replay, results, count }: OnDevice,
  buffers: ReadonlyMap<string, GPUBuffer>,
): Promise<Numbers[]> {
  const { device } = gpu;
  const staging = device.createBuffer({ size: count * 4, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  replay.encode(pass);
  pass.end();
  for (const { from, to } of results) {
    const buffer = buffers.get(from.buffer);
    if (buffer !== undefined) encoder.copyBufferToBuffer(buffer, from.offset * 4, staging, to.offset * 4, to.count * 4);
  }
  device.queue.submit([encoder.finish()]);
  try {
    await staging.mapAsync(GPUMapMode.READ).catch((error: unknown) => {
      throw new DeviceLostError(`computing: the graphics device went away (${String(error)})`);
    });
    gpu.check('computing');
    const read = staging.getMappedRange().slice(0);
    return results.map(({ to, element }) =>
      element === 'u32'
        ? new Uint32Array(read, to.offset * 4, to.count)
        : new Float32Array(read, to.offset * 4, to.count),
    );
  } finally {
    staging.destroy();
  }
}
