import { DeviceLostError } from '../core/errors.ts';
import { size } from '../core/shape.ts';
import { orFree, readBuffer, storageBuffer, storageBytes } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Pipelines } from '../gpu/pipelines.ts';
import { initialise } from '../nn/scope.ts';
import { CONSTANTS, type Codes } from '../events/codes.ts';
import { fillCodes } from '../events/fill_codes.ts';
import { Feed } from '../runtime/feed.ts';
import { plan, type Plan } from '../runtime/plan.ts';
import { Replay, replayBytes } from '../runtime/replay.ts';
import type { Tuner } from '../runtime/tuning.ts';
import type { TrainingGraph } from './graph.ts';

/** Everything a run must keep to continue bit for bit: weights and both moments, as the arena lays them out. */
export interface TrainerState {
  readonly parameters: Float32Array<ArrayBuffer>;
  readonly firstMoment: Float32Array<ArrayBuffer>;
  readonly secondMoment: Float32Array<ArrayBuffer>;
}

/** What one step reports. */
export interface StepReport {
  readonly step: number;
  /** Mean loss of the batch, nats per position. */
  readonly loss: number;
  /** Global gradient norm before clipping; NaN or infinite means the update was skipped. */
  readonly norm: number;
}

/** Steps whose reports one ring holds; a reading must be asked for at least this often. */
export const RING = 256;

const STATE = ['parameters', 'firstMoment', 'secondMoment'] as const;

/**
 * The training step on a device: buffers, replay, ring of reports. A step uploads one buffer, records one pass and
 * submits once; nothing is created and nothing is waited for.
 */
export class Trainer {
  readonly graph: TrainingGraph;
  readonly feed: Feed;
  private readonly gpu: Gpu;
  private readonly replay: Replay;
  private readonly buffers: ReadonlyMap<string, GPUBuffer>;
  private readonly ring: GPUBuffer;
  private readonly staging: Staging[];

  private constructor(gpu: Gpu, graph: TrainingGraph, replay: Replay, buffers: ReadonlyMap<string, GPUBuffer>) {
    const { device } = gpu;
    this.gpu = gpu;
    this.graph = graph;
    this.replay = replay;
    this.buffers = buffers;
    this.feed = new Feed(graph.batch);
    const size = RING * REPORT_BYTES;
    this.ring = device.createBuffer({ label: 'ring', size, usage: GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST });
    this.staging = [0, 1].map((i) => ({
      buffer: device.createBuffer({
        label: `staging ${i}`,
        size,
        usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
      }),
      busy: false,
    }));
  }

  /** @param codes  of the catalogue, where the model asks for them */
  static async create(
    gpu: Gpu,
    pipelines: Pipelines,
    tuner: Tuner,
    graph: TrainingGraph,
    codes: Codes | null = null,
  ): Promise<Trainer> {
    const choose = tuner.choose.bind(tuner);
    const made: GPUBuffer[] = [];
    return orFree(made, async () => {
      const buffers = new Map<string, GPUBuffer>();
      const make = (name: string, count: number): GPUBuffer => {
        const buffer = storageBuffer(gpu, name, count, `the ${name} of this model`);
        made.push(buffer);
        buffers.set(name, buffer);
        return buffer;
      };
      // Before anything is measured, so that a model too large for the device is refused at once.
      for (const name of ['gradient', ...STATE]) make(name, graph.arena.count);
      make('batch', graph.batch.count);
      if (graph.catalogue.length > 0) {
        const buffer = make(CONSTANTS, graph.constants.count);
        const feed = new Feed(graph.constants);
        fillCodes(feed, codes);
        gpu.device.queue.writeBuffer(buffer, 0, feed.bytes);
      }
      make('report', graph.report.count);
      await tuner.prepare(plan({ ...graph.request, choose }).launches);
      const replay = await Replay.prepare(gpu, pipelines, plan({ ...graph.request, choose }), buffers);
      return new Trainer(gpu, graph, replay, buffers);
    });
  }

  get dispatches(): number {
    return this.replay.dispatches;
  }

  /** Bytes of every buffer that a step uses, on the device. */
  get bytes(): number {
    const mine = [...this.buffers.values(), this.ring, ...this.staging.map(({ buffer }) => buffer)];
    return this.replay.bytes + mine.reduce((sum, { size: bytes }) => sum + bytes, 0);
  }

  /** What the model asks of the catalogue, on the device; null where it asks nothing. */
  get constants(): GPUBuffer | null {
    return this.buffers.get(CONSTANTS) ?? null;
  }

  /** The weights on the device, for programs that score with them while they train. */
  get parameters(): GPUBuffer {
    return this.buffer('parameters');
  }

  /** Uploads the feed and submits training step `step`; its report goes to the ring. Returns without waiting. */
  submit(step: number): void {
    const { device } = this.gpu;
    device.queue.writeBuffer(this.buffer('batch'), 0, this.feed.bytes);
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    this.replay.encode(pass);
    pass.end();
    const { loss, squaredNorm } = this.graph.report.slices;
    const at = (step % RING) * REPORT_BYTES;
    encoder.copyBufferToBuffer(this.buffer('report'), loss.offset * 4, this.ring, at, 4);
    encoder.copyBufferToBuffer(this.buffer('report'), squaredNorm.offset * 4, this.ring, at + 4, 4);
    device.queue.submit([encoder.finish()]);
  }

  /** Resolves when everything submitted so far has run. Says nothing about a lost device: only readings do. */
  async drained(): Promise<void> {
    // Chrome rejects it when the GPU process crashed, and steps ahead are waited for by nobody then.
    await this.gpu.device.queue.onSubmittedWorkDone().catch(() => undefined);
  }

  /**
   * Reads the reports of steps from … to − 1 (at most RING of them). Asked for between steps, answered later.
   * @throws DeviceLostError if the device went away; the steps must then be run again
   */
  async reports(from: number, to: number): Promise<StepReport[]> {
    const slot = this.staging.find(({ busy }) => !busy);
    if (slot === undefined) throw new Error('reports: both staging buffers are in use; wait for an earlier reading');
    slot.busy = true;
    const encoder = this.gpu.device.createCommandEncoder();
    encoder.copyBufferToBuffer(this.ring, 0, slot.buffer, 0, RING * REPORT_BYTES);
    this.gpu.device.queue.submit([encoder.finish()]);
    try {
      await slot.buffer.mapAsync(GPUMapMode.READ);
    } catch (error) {
      throw new DeviceLostError(
        `reports: the graphics device went away during steps ${from} to ${to - 1} (${String(error)})`,
      );
    }
    const values = new Float32Array(slot.buffer.getMappedRange().slice(0));
    slot.buffer.unmap();
    slot.busy = false;
    this.gpu.check(`steps ${from} to ${to - 1}`);
    return Array.from({ length: to - from }, (_, i) => {
      const at = ((from + i) % RING) * 2;
      return { step: from + i, loss: values[at], norm: Math.sqrt(values[at + 1]) };
    });
  }

  /** Copies weights and moments to the CPU. */
  async state(): Promise<TrainerState> {
    const [parameters, firstMoment, secondMoment] = await Promise.all(STATE.map((name) => this.read(name)));
    this.gpu.check('reading the state');
    return { parameters, firstMoment, secondMoment };
  }

  async weights(): Promise<Float32Array<ArrayBuffer>> {
    const weights = await this.read('parameters');
    this.gpu.check('reading the weights');
    return weights;
  }

  /** Sets weights and moments; absent ones become zero. */
  load(state: Partial<TrainerState>): void {
    for (const name of STATE) {
      const values = state[name] ?? new Float32Array(this.graph.arena.count);
      if (values.length !== this.graph.arena.count) {
        throw new Error(`load: ${name} has ${values.length} numbers, this model's arena has ${this.graph.arena.count}`);
      }
      this.gpu.device.queue.writeBuffer(this.buffer(name), 0, values);
    }
  }

  destroy(): void {
    this.replay.destroy();
    for (const buffer of [...this.buffers.values(), this.ring, ...this.staging.map(({ buffer }) => buffer)])
      buffer.destroy();
  }

  private async read(name: (typeof STATE)[number]): Promise<Float32Array<ArrayBuffer>> {
    try {
      try {
        return new Float32Array(await readBuffer(this.gpu.device, this.buffer(name)));
      } catch (error) {
        throw new DeviceLostError(`reading the ${name}: the graphics device went away (${String(error)})`);
      }
    } catch (error) {
      throw await this.gpu.meaning(error);
    }
  }

  private buffer(name: string): GPUBuffer {
    const buffer = this.buffers.get(name);
    if (buffer === undefined) throw new Error(`trainer: no buffer called '${name}'`);
    return buffer;
  }
}

const REPORT_BYTES = 8;

interface Staging {
  readonly buffer: GPUBuffer;
  busy: boolean;
}

/** Bytes of the buffers that `Trainer.create` makes when it replays `plan`. */
export function trainerBytes({ arena, batch, catalogue, constants, report }: TrainingGraph, plan: Plan): number {
  const perWeight = 1 + STATE.length; // the gradient beside what is kept
  const counts = [
    batch.count,
    ...(catalogue.length > 0 ? [constants.count] : []),
    report.count,
    ...Array.from({ length: perWeight }, () => arena.count),
  ];
  const reports = 3 * RING * REPORT_BYTES; // the ring and two copies to read
  return counts.reduce((sum, count) => sum + storageBytes(count), 0) + reports + replayBytes(plan);
}

/** The starting weights of a run, as the arena lays them out. */
export function initialWeights({ arena, parameters }: TrainingGraph, seed: number): Float32Array<ArrayBuffer> {
  const weights = new Float32Array(arena.count);
  for (const parameter of parameters) weights.set(initialise(parameter, seed), arena.slices[parameter.name].offset);
  return weights;
}

/** Weights by parameter name, as views of an arena. */
export const namedWeights = (
  { arena, parameters }: TrainingGraph,
  weights: Float32Array<ArrayBuffer>,
): { name: string; shape: readonly number[]; data: Float32Array<ArrayBuffer> }[] =>
  parameters.map(({ name, tensor }) => {
    const { offset } = arena.slices[name];
    return { name, shape: tensor.shape, data: weights.subarray(offset, offset + size(tensor.shape)) };
  });
