import { DeviceError } from '../core/errors.ts';

/** Blocks begin at multiples of so many bytes: a vector never crosses a line of the cache. */
const LINE = 64;

/** Bytes by which a memory grows. */
const PAGE = 65_536;

/** WebAssembly addresses 4 GiB; the last page stays unused, so that no end of a block is out of range. */
const MOST_PAGES = 65_535;

interface Block {
  readonly at: number;
  readonly bytes: number;
}

/** A memory of WebAssembly shared out in blocks: the first free one that is large enough, neighbours joined when they are given back. */
export class Heap {
  readonly memory: WebAssembly.Memory;
  /** Free blocks in order of address, none beside another. */
  private free: Block[];

  /** @param from  first byte that may be shared out */
  constructor(memory: WebAssembly.Memory, from: number) {
    this.memory = memory;
    const at = rounded(from);
    this.free = [{ at, bytes: memory.buffer.byteLength - at }];
  }

  /** @throws DeviceError where the memory does not grow that far; `use` says what needs it */
  take(bytes: number, use: string): number {
    const wanted = rounded(Math.max(1, bytes));
    const place = this.free.findIndex((block) => block.bytes >= wanted);
    if (place < 0) {
      this.grow(wanted, use);
      return this.take(bytes, use);
    }
    const { at, bytes: found } = this.free[place];
    this.free.splice(place, 1, ...(found === wanted ? [] : [{ at: at + wanted, bytes: found - wanted }]));
    return at;
  }

  /** Takes back a block of so many bytes. */
  give(at: number, bytes: number): void {
    const blocks = [...this.free, { at, bytes: rounded(Math.max(1, bytes)) }].sort((a, b) => a.at - b.at);
    this.free = [];
    for (const block of blocks) {
      const before = this.free.at(-1);
      if (before === undefined || before.at + before.bytes < block.at) this.free.push(block);
      else this.free[this.free.length - 1] = { at: before.at, bytes: before.bytes + block.bytes };
    }
  }

  private grow(wanted: number, use: string): void {
    const end = this.memory.buffer.byteLength;
    const last = this.free.at(-1);
    const missing = wanted - (last !== undefined && last.at + last.bytes === end ? last.bytes : 0);
    const pages = Math.ceil(missing / PAGE);
    try {
      if (end / PAGE + pages > MOST_PAGES) throw new RangeError('4 GiB are all that WebAssembly addresses');
      this.memory.grow(pages);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new DeviceError(
        `${use}: needs ${Math.ceil(wanted / 2 ** 20)} MiB of memory beside ${Math.ceil(end / 2 ** 20)} in use, which the processor's program cannot have (${reason}); use a smaller batch, a smaller width, shorter histories or fewer items`,
      );
    }
    this.give(end, pages * PAGE);
  }
}

const rounded = (bytes: number): number => Math.ceil(bytes / LINE) * LINE;
