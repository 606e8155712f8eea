import type { Tensor } from '../graph/tensor.ts';
import { layOut, type Arena } from './arena.ts';
import type { Leaves } from './cpu.ts';

const asLeaf = ({ origin, shape }: Tensor) => {
  if (origin.kind !== 'leaf') throw new Error('feed: what is fed must be a leaf of the graph');
  return { name: origin.name, element: origin.element, shape };
};

/** Leaves laid out one after another in one buffer. */
export const layOutLeaves = (buffer: string, leaves: readonly Tensor[]): Arena => layOut(buffer, leaves.map(asLeaf));

/** An upload: an arena as bytes, and its tensors as views. */
export class Feed {
  readonly bytes: ArrayBuffer;
  private readonly arena: Arena;

  constructor(arena: Arena) {
    this.arena = arena;
    this.bytes = new ArrayBuffer(arena.count * 4);
  }

  has(name: string): boolean {
    return Object.hasOwn(this.arena.slices, name);
  }

  integers(name: string): Uint32Array<ArrayBuffer> {
    const { offset, count } = this.arena.slices[name];
    return new Uint32Array(this.bytes, offset * 4, count);
  }

  numbers(name: string): Float32Array<ArrayBuffer> {
    const { offset, count } = this.arena.slices[name];
    return new Float32Array(this.bytes, offset * 4, count);
  }

  /** The numbers of `leaves` as the references read them, in f64. */
  values(leaves: readonly Tensor[]): Leaves {
    const entries = leaves.map(asLeaf).map(({ name, element }) => {
      const values = element === 'u32' ? this.integers(name) : this.numbers(name);
      return [name, Float64Array.from(values)] as const;
    });
    return Object.fromEntries(entries);
  }
}
