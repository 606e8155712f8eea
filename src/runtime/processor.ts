import type { AdapterReport } from '../gpu/device.ts';
import { PROCESSOR } from '../core/adapter_line.ts';
import { DeviceError } from '../core/errors.ts';
import { sinceTurn, turn } from '../core/turn.ts';
import { storageBytes, orFree, type Held } from '../gpu/buffers.ts';
import { elements, type Kernel, type Params } from '../kernel/kernel.ts';
import type { Bound } from './cpu.ts';
import { Heap } from './heap.ts';
import { userOf, type Copy, type Machine, type Prepared, type Reader, type Storage } from './machine.ts';
import { plan, type Launch, type Request } from './plan.ts';
import { compiledPrograms, programsIn, wordsOf, type Programs } from './programs.ts';

/** Milliseconds of computing before the event loop has its turn. */
const SLICE = 12;

/**
 * The processor, in single precision. What is submitted runs in order between turns of the event loop, launch by launch.
 * The same build gives the same bits on every machine as far as launches have a program of their own.
 */
export class Processor implements Machine {
  readonly report = report;
  readonly choices = {};
  private readonly heap: Heap;
  private readonly programs: Programs;
  private readonly queue: (() => void)[] = [];
  private running: Promise<void> = Promise.resolve();
  private idle = true;
  private failure: Error | null = null;

  private constructor(heap: Heap, programs: Programs) {
    this.heap = heap;
    this.programs = programs;
  }

  /** What it is, without taking memory. @throws where this browser has no WebAssembly or no SIMD */
  static async about(): Promise<AdapterReport> {
    await compiledPrograms();
    return report;
  }

  static async open(): Promise<Processor> {
    const memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: 65_536 });
    const programs = await programsIn(memory);
    return new Processor(new Heap(memory, programs.base), programs);
  }

  get progress(): number {
    return 0;
  }

  storage(_label: string, count: number, use: string): Storage {
    const block = this.block(storageBytes(count), use);
    // As on a GPU what nobody wrote is 0: the gaps of an arena are added up too.
    this.ask(() => new Uint8Array(this.heap.memory.buffer, block.at, block.size).fill(0));
    return block;
  }

  write(to: Storage, data: ArrayBuffer | Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>): void {
    // What is given may change before its turn comes.
    const bytes = (
      data instanceof ArrayBuffer ? new Uint8Array(data) : new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    ).slice();
    this.ask(() => new Uint8Array(this.heap.memory.buffer).set(bytes, blockOf(to).at));
  }

  prepare(request: Omit<Request, 'choose'>, storages: ReadonlyMap<string, Storage>): Promise<Prepared> {
    const made: Held[] = [];
    return orFree(made, () => {
      const planned = plan({ ...request, choose: () => PROGRAM });
      const blocks = new Map([...storages].map(([name, storage]) => [name, blockOf(storage)]));
      for (const [name, count] of Object.entries(planned.temporaries)) {
        const block = this.block(storageBytes(count), userOf(planned, name));
        made.push(block);
        blocks.set(name, block);
      }
      return Promise.resolve(
        new Launches(
          planned.launches.map((launch) => this.located(launch, blocks)),
          made,
        ),
      );
    });
  }

  submit(prepared: Prepared, copies: readonly Copy[] = []): void {
    if (!(prepared instanceof Launches)) throw new Error('submit: made ready on another machine');
    for (const launch of prepared.launches) this.ask(launch);
    for (const { from, fromByte, to, toByte, bytes } of copies) {
      this.ask(() => {
        const start = blockOf(from).at + fromByte;
        new Uint8Array(this.heap.memory.buffer).copyWithin(blockOf(to).at + toByte, start, start + bytes);
      });
    }
  }

  reader(of: Storage): Reader {
    const read = async (): Promise<ArrayBuffer> => {
      const { at, size } = blockOf(of);
      let copy = new ArrayBuffer(0);
      this.ask(() => (copy = this.heap.memory.buffer.slice(at, at + size)));
      await this.drained();
      if (this.failure !== null) throw this.failure;
      return copy;
    };
    return { bytes: of.size, read, destroy: () => undefined };
  }

  drained(): Promise<void> {
    return this.running;
  }

  check(): void {
    if (this.failure !== null) throw this.failure;
  }

  meaning(error: unknown): Promise<unknown> {
    return Promise.resolve(error);
  }

  private block(size: number, use: string): Block {
    const at = this.heap.take(size, use);
    return new Block(at, size, () => this.heap.give(at, size));
  }

  /** Where a launch finds its tensors, and what computes it: its program, or its reference in f64, rounded. */
  private located({ kernel, params, slices }: Launch, blocks: ReadonlyMap<string, Block>): () => void {
    const address = (name: string): number => {
      const { buffer, offset } = slices[name];
      const block = blocks.get(buffer);
      if (block === undefined) throw new Error(`${kernel.name}: no storage called '${buffer}' for ${name}`);
      return block.at + offset * 4;
    };
    const program = this.programs.of(kernel);
    if (program === undefined) return () => byReference(kernel, params, address, this.heap.memory.buffer);
    const words = wordsOf(kernel, params, address);
    return () => {
      try {
        program(...words);
      } catch (error) {
        if (!(error instanceof WebAssembly.RuntimeError)) throw error;
        throw new DeviceError(
          `${kernel.name}: ${JSON.stringify(params)} is more than its program for the processor holds (${error.message}); use shorter histories or a smaller batch`,
        );
      }
    };
  }

  private ask(work: () => void): void {
    this.queue.push(work);
    if (!this.idle) return;
    this.idle = false;
    this.running = this.work();
  }

  /** Does what is asked for until nothing is left. After a failure nothing more is done: readings tell of it. */
  private async work(): Promise<void> {
    await turn();
    for (let work = this.queue.shift(); work !== undefined; work = this.queue.shift()) {
      try {
        if (this.failure === null) work();
      } catch (error) {
        this.failure = error instanceof Error ? error : new Error(String(error));
      }
      if (sinceTurn() >= SLICE) await turn();
    }
    this.idle = true;
  }
}

/** A plan names no variant of a kernel for it: it has one program for each. */
const PROGRAM = 'processor';

/** 32 MiB: what the programs need for themselves, and a small model. */
const FIRST_PAGES = 512;

/** The key of its adapter: the same on every computer, as the bits are. */
export const PROCESSOR_KEY = 'processor|simd';

const report: AdapterReport = {
  vendor: '',
  architecture: PROCESSOR,
  description: 'WebAssembly SIMD',
  software: true,
  features: [],
  limits: {},
  key: PROCESSOR_KEY,
};

/** A part of the memory. */
class Block implements Storage {
  readonly at: number;
  readonly size: number;
  readonly destroy: () => void;

  constructor(at: number, size: number, destroy: () => void) {
    this.at = at;
    this.size = size;
    this.destroy = destroy;
  }
}

function blockOf(storage: Storage): Block {
  if (!(storage instanceof Block)) throw new Error('storage: of another machine');
  return storage;
}

function byReference(kernel: Kernel, params: Params, address: (name: string) => number, memory: ArrayBuffer): void {
  const views = Object.entries(kernel.tensors).map(([name, binding]) => {
    const Numbers = binding.element === 'u32' ? Uint32Array : Float32Array;
    return { name, access: binding.access, view: new Numbers(memory, address(name), elements(binding, params)) };
  });
  const bound: Bound = {};
  for (const { name, access, view } of views) {
    bound[name] = access === 'write' ? new Float64Array(view.length) : Float64Array.from(view);
  }
  kernel.reference(bound, params);
  for (const { name, access, view } of views) if (access !== 'read') view.set(bound[name]);
}

/** A plan on the processor. */
class Launches implements Prepared {
  readonly launches: readonly (() => void)[];
  private readonly owned: readonly Held[];

  constructor(launches: readonly (() => void)[], owned: readonly Held[]) {
    this.launches = launches;
    this.owned = owned;
  }

  get dispatches(): number {
    return this.launches.length;
  }

  get bytes(): number {
    return this.owned.reduce((sum, held) => sum + (held as Block).size, 0);
  }

  destroy(): void {
    for (const held of this.owned) held.destroy();
  }
}
