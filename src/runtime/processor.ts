import type { AdapterReport } from '../gpu/device.ts';
import { turn, sinceTurn } from '../core/turn.ts';
import { storageBytes, orFree, type Held } from '../gpu/buffers.ts';
import type { Access } from '../kernel/kernel.ts';
import type { Bound } from './cpu.ts';
import { Heap } from './heap.ts';
import { userOf, type Copy, type Machine, type Prepared, type Reader, type Storage } from './machine.ts';
import { plan, type Launch, type Request, type Slice } from './plan.ts';

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
  private readonly queue: (() => void)[] = [];
  private running: Promise<void> = Promise.resolve();
  private idle = true;
  private failure: unknown = null;

  private constructor(heap: Heap) {
    this.heap = heap;
  }

  static open(): Promise<Processor> {
    return Promise.resolve(new Processor(new Heap(new WebAssembly.Memory({ initial: 1, maximum: 65_535 }), 1024)));
  }

  get progress(): number {
    return 0;
  }

  storage(_label: string, count: number, use: string): Storage {
    return this.block(storageBytes(count), use);
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
          planned.launches.map((launch) => located(launch, blocks)),
          made,
        ),
      );
    });
  }

  submit(prepared: Prepared, copies: readonly Copy[] = []): void {
    if (!(prepared instanceof Launches)) throw new Error('submit: made ready on another machine');
    for (const launch of prepared.launches) this.ask(() => this.run(launch));
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

  /** A launch without a program of its own is computed by its reference in f64, and rounded. */
  private run({ kernel, params, tensors }: Located): void {
    const { buffer } = this.heap.memory;
    const views = tensors.map(({ integers, at, count }) =>
      integers ? new Uint32Array(buffer, at, count) : new Float32Array(buffer, at, count),
    );
    const bound: Bound = {};
    tensors.forEach(({ name, access, count }, i) => {
      bound[name] = access === 'write' ? new Float64Array(count) : Float64Array.from(views[i]);
    });
    kernel.reference(bound, params);
    tensors.forEach(({ name, access }, i) => {
      if (access !== 'read') views[i].set(bound[name]);
    });
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
        this.failure = error;
      }
      if (sinceTurn() >= SLICE) await turn();
    }
    this.idle = true;
  }
}

/** A plan names no variant of a kernel for it: it has one program for each. */
const PROGRAM = 'processor';

const report: AdapterReport = {
  vendor: '',
  architecture: 'processor',
  description: 'WebAssembly SIMD',
  software: true,
  features: [],
  limits: {},
  key: 'processor|simd',
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

/** A tensor of a launch, in bytes of the memory. */
interface Place {
  readonly name: string;
  readonly access: Access;
  readonly integers: boolean;
  readonly at: number;
  readonly count: number;
}

interface Located extends Pick<Launch, 'kernel' | 'params'> {
  readonly tensors: readonly Place[];
}

function located({ kernel, params, slices }: Launch, blocks: ReadonlyMap<string, Block>): Located {
  const tensors = Object.entries(kernel.tensors).map(([name, { access, element }]): Place => {
    const { buffer, offset, count }: Slice = slices[name];
    const block = blocks.get(buffer);
    if (block === undefined) throw new Error(`${kernel.name}: no storage called '${buffer}' for ${name}`);
    return { name, access, integers: element === 'u32', at: block.at + offset * 4, count };
  });
  return { kernel, params, tensors };
}

/** A plan on the processor. */
class Launches implements Prepared {
  readonly launches: readonly Located[];
  private readonly owned: readonly Held[];

  constructor(launches: readonly Located[], owned: readonly Held[]) {
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
