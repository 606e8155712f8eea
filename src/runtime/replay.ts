import { orFree, storageBuffer, storageBytes } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import { grid, uniformBytes, type Compiled, type Pipelines } from '../gpu/pipelines.ts';
import { userOf, type Prepared } from './machine.ts';
import type { Launch, Plan, Slice } from './plan.ts';

interface Encodable {
  readonly pipeline: GPUComputePipeline;
  readonly tensors: GPUBindGroup;
  readonly uniforms: GPUBindGroup;
  readonly groups: readonly [number, number];
}

const UNIFORM_STRIDE = 256;

/**
 * A plan on a device: pipelines compiled, buffers and bind groups made. `encode` then only records launches, so a step
 * allocates nothing.
 */
export class Replay implements Prepared {
  readonly plan: Plan;
  private readonly launches: readonly Encodable[];
  private readonly owned: readonly GPUBuffer[];

  private constructor(plan: Plan, launches: readonly Encodable[], owned: readonly GPUBuffer[]) {
    this.plan = plan;
    this.launches = launches;
    this.owned = owned;
  }

  /** `external` holds the buffers the plan's slices name and the caller owns. */
  static prepare(
    gpu: Gpu,
    pipelines: Pipelines,
    plan: Plan,
    external: ReadonlyMap<string, GPUBuffer>,
  ): Promise<Replay> {
    const made: GPUBuffer[] = [];
    return orFree(made, () => Replay.make(gpu, pipelines, plan, external, made));
  }

  private static async make(
    gpu: Gpu,
    pipelines: Pipelines,
    plan: Plan,
    external: ReadonlyMap<string, GPUBuffer>,
    made: GPUBuffer[],
  ): Promise<Replay> {
    const { device } = gpu;
    const steps = plan.launches.flatMap((launch) =>
      launch.kernel.variants[launch.variant].passes.map((pass) => ({ launch, pass })),
    );
    const compiled = await Promise.all(
      steps.map(({ launch, pass }) => pipelines.get(launch.kernel, pass, launch.params)),
    );
    const buffers = new Map([...external, ...allocate(gpu, plan, made)]);
    const uniforms = uniformArena(device, plan.launches);
    made.push(uniforms);
    const offsets = new Map(plan.launches.map((launch, i) => [launch, i * UNIFORM_STRIDE]));
    const launches = steps.map(({ launch, pass }, i): Encodable => {
      const resource = { buffer: uniforms, offset: offsets.get(launch) ?? 0, size: UNIFORM_STRIDE };
      return {
        pipeline: compiled[i].pipeline,
        tensors: bindTensors(device, compiled[i], launch, buffers),
        uniforms: device.createBindGroup({ layout: compiled[i].uniforms, entries: [{ binding: 0, resource }] }),
        groups: grid(pass.workgroups(launch.params)),
      };
    });
    return new Replay(plan, launches, made);
  }

  /** Number of dispatches one `encode` records. */
  get dispatches(): number {
    return this.launches.length;
  }

  /** Bytes of the buffers it owns: values within a step, and parameters of kernels. */
  get bytes(): number {
    return this.owned.reduce((sum, { size }) => sum + size, 0);
  }

  encode(pass: GPUComputePassEncoder): void {
    for (const { pipeline, tensors, uniforms, groups } of this.launches) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, tensors);
      pass.setBindGroup(1, uniforms);
      pass.dispatchWorkgroups(groups[0], groups[1]);
    }
  }

  destroy(): void {
    for (const buffer of this.owned) buffer.destroy();
  }
}

/** Bytes of the buffers that `Replay.prepare` makes for this plan. */
export const replayBytes = ({ temporaries, launches }: Plan): number =>
  Object.values(temporaries).reduce((sum, count) => sum + storageBytes(count), 0) +
  Math.max(1, launches.length) * UNIFORM_STRIDE;

function allocate(gpu: Gpu, plan: Plan, made: GPUBuffer[]): Map<string, GPUBuffer> {
  return new Map(
    Object.entries(plan.temporaries).map(([name, count]) => {
      const buffer = storageBuffer(gpu, name, count, userOf(plan, name));
      made.push(buffer);
      return [name, buffer];
    }),
  );
}

function uniformArena(device: GPUDevice, launches: readonly Launch[]): GPUBuffer {
  const size = Math.max(1, launches.length) * UNIFORM_STRIDE;
  const arena = device.createBuffer({ label: 'params', size, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
  launches.forEach((launch, i) => {
    device.queue.writeBuffer(arena, i * UNIFORM_STRIDE, uniformBytes(launch.kernel, launch.params));
  });
  return arena;
}

function bindTensors(
  device: GPUDevice,
  compiled: Compiled,
  launch: Launch,
  buffers: ReadonlyMap<string, GPUBuffer>,
): GPUBindGroup {
  const entries = compiled.bindings.map(({ binding, name }) => ({
    binding,
    resource: resource(launch, name, buffers),
  }));
  return device.createBindGroup({ label: launch.kernel.name, layout: compiled.tensors, entries });
}

function resource(launch: Launch, name: string, buffers: ReadonlyMap<string, GPUBuffer>): GPUBufferBinding {
  const slice: Slice | undefined = launch.slices[name];
  if (slice === undefined) throw new Error(`${launch.kernel.name}: '${name}' is neither a tensor nor scratch`);
  const buffer = buffers.get(slice.buffer);
  if (buffer === undefined) throw new Error(`${launch.kernel.name}: no buffer called '${slice.buffer}' for ${name}`);
  return { buffer, offset: slice.offset * 4, size: Math.max(4, slice.count * 4) };
}
