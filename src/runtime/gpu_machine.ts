import { DeviceLostError } from '../core/errors.ts';
import { storageBuffer } from '../gpu/buffers.ts';
import type { AdapterReport, Gpu } from '../gpu/device.ts';
import type { Pipelines } from '../gpu/pipelines.ts';
import type { Copy, Machine, Prepared, Reader, Storage } from './machine.ts';
import { plan, type Request } from './plan.ts';
import { Replay } from './replay.ts';
import type { Choices, Tuner } from './tuning.ts';

/** A GPU, with the variants that its tuner chooses. A submission is one encoder, one pass, one submit. */
export class GpuMachine implements Machine {
  readonly gpu: Gpu;
  private readonly pipelines: Pipelines;
  private readonly tuner: Tuner;

  constructor(gpu: Gpu, pipelines: Pipelines, tuner: Tuner) {
    this.gpu = gpu;
    this.pipelines = pipelines;
    this.tuner = tuner;
  }

  get report(): AdapterReport {
    return this.gpu.report;
  }

  get choices(): Choices {
    return this.tuner.choices;
  }

  get progress(): number {
    return this.pipelines.answered + this.tuner.measured;
  }

  storage(label: string, count: number, use: string): Storage {
    return storageBuffer(this.gpu, label, count, use);
  }

  write(to: Storage, data: ArrayBuffer | Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>): void {
    this.gpu.device.queue.writeBuffer(bufferOf(to), 0, data);
  }

  async prepare(request: Omit<Request, 'choose'>, storages: ReadonlyMap<string, Storage>): Promise<Prepared> {
    const complete = { ...request, choose: this.tuner.choose.bind(this.tuner) };
    await this.tuner.prepare(plan(complete).launches);
    const buffers = new Map([...storages].map(([name, storage]) => [name, bufferOf(storage)]));
    return await Replay.prepare(this.gpu, this.pipelines, plan(complete), buffers);
  }

  submit(prepared: Prepared, copies: readonly Copy[] = []): void {
    if (!(prepared instanceof Replay)) throw new Error('submit: made ready on another machine');
    const { device } = this.gpu;
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    prepared.encode(pass);
    pass.end();
    for (const { from, fromByte, to, toByte, bytes } of copies)
      encoder.copyBufferToBuffer(bufferOf(from), fromByte, bufferOf(to), toByte, bytes);
    device.queue.submit([encoder.finish()]);
  }

  reader(of: Storage): Reader {
    const { device } = this.gpu;
    const bytes = of.size;
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    const staging = device.createBuffer({ label: 'reading', size: bytes, usage });
    const read = async (during: string): Promise<ArrayBuffer> => {
      const encoder = device.createCommandEncoder();
      encoder.copyBufferToBuffer(bufferOf(of), 0, staging, 0, bytes);
      device.queue.submit([encoder.finish()]);
      try {
        await staging.mapAsync(GPUMapMode.READ);
      } catch (error) {
        throw new DeviceLostError(`${during}: the graphics device went away (${String(error)})`);
      }
      const copy = staging.getMappedRange().slice(0);
      staging.unmap();
      this.gpu.check(during);
      return copy;
    };
    return { bytes, read, destroy: () => staging.destroy() };
  }

  async drained(): Promise<void> {
    // Chrome rejects it when the GPU process crashed, and steps ahead are waited for by nobody then.
    await this.gpu.device.queue.onSubmittedWorkDone().catch(() => undefined);
  }

  check(during: string): void {
    this.gpu.check(during);
  }

  meaning(error: unknown): Promise<unknown> {
    return this.gpu.meaning(error);
  }
}

/** Storage of a GPU is a buffer as it is. */
function bufferOf(storage: Storage): GPUBuffer {
  if (!('mapAsync' in storage)) throw new Error('buffer: storage of another machine');
  return storage as GPUBuffer;
}
