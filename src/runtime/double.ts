import base64 from 'virtual:double';
import { DeviceError } from '../core/errors.ts';
import { root, type Dispatch } from '../graph/tensor.ts';
import type { Floats, Span } from '../kernel/kernel.ts';
import type { Bound } from './cpu.ts';
import { Heap } from './heap.ts';

/** Those of files in `shaders` that end in `.double.as.ts`: each is given addresses, and sizes behind them. */
interface Programs {
  /** y (m, columns) = a (m, k) · b, which lies in panels. */
  product(a: number, b: number, y: number, m: number, columns: number, k: number): void;
  scan_operator(keeps: number, writes: number, bc: number, into: number, time: number, states: number): void;
}

/** Columns of a panel, and of what is computed at once. */
const [PANEL, COLUMNS] = [4, 8];
const [SINGLE, DOUBLE] = [Float32Array.BYTES_PER_ELEMENT, Float64Array.BYTES_PER_ELEMENT];

interface Block {
  readonly at: number;
  readonly bytes: number;
}

/** A matrix (k, n), or (n, k) where it is turned, that is not written to again. */
interface Weights {
  readonly values: Float64Array;
  readonly n: number;
  readonly k: number;
  readonly turned: boolean;
}

/**
 * What takes longest of questions to a model, in double precision by WebAssembly SIMD. Each sum of a product is added up as a reference
 * adds it, so that the bits are its bits; it takes a seventh of the time. Weights are kept in single precision, as they are trained and
 * saved: half as much has to be read.
 */
export class Doubles {
  private readonly programs: Programs;
  private readonly heap: Heap;
  /** Where weights lie in panels, as long as somebody holds them; null where the reference has to do without. */
  private readonly packed = new WeakMap<Float64Array, Block | null>();
  private readonly forgotten = new FinalizationRegistry<Block>(({ at, bytes }) => this.heap.give(at, bytes));
  /** Rows that go in, and behind them those that come out. */
  private rows: Block = { at: 0, bytes: 0 };

  constructor(module: WebAssembly.Module) {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_536 });
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    this.programs = exports as unknown as Programs;
    this.heap = new Heap(memory, DOUBLE);
  }

  /**
   * (to − from, n) some rows of a (m, k) times weights, until anything is asked again. Null where the weights have digits beyond single precision
   * or no memory is left for them.
   */
  sums(a: Float64Array, weights: Weights, { from, to }: Span): Float64Array | null {
    const { n, k } = weights;
    const columns = Math.ceil(n / COLUMNS) * COLUMNS;
    const panels = this.panelsOf(weights, columns);
    if (panels === null) return null;
    const count = to - from;
    const { at } = this.room((k + columns) * count * DOUBLE);
    const { buffer } = this.heap.memory;
    const y = at + k * count * DOUBLE;
    new Float64Array(buffer, at, k * count).set(a.subarray(from * k, to * k));
    this.programs.product(at, panels.at, y, count, columns, k);
    const sums = new Float64Array(buffer, y, columns * count);
    if (columns === n) return sums;
    for (let row = 1; row < count; row++) sums.copyWithin(row * n, row * columns, row * columns + n);
    return sums.subarray(0, count * n);
  }

  /** The operator of a channel of a scan: src/recommend/scan_operator.ts. N is a multiple of four. */
  scanOperator(
    {
      time,
      states,
      keeps,
      writes,
    }: Readonly<Record<'time' | 'states', number>> & Readonly<Record<'keeps' | 'writes', Floats>>,
    bc: Floats,
    into: Floats,
  ): void {
    const cells = time * states;
    const { at } = this.room((4 * cells + time * time) * DOUBLE);
    const memory = new Float64Array(this.heap.memory.buffer, at, 4 * cells + time * time);
    memory.set(keeps);
    memory.set(writes, cells);
    memory.set(bc, 2 * cells);
    const operator = memory.subarray(4 * cells).fill(0);
    const [written, told, to] = [1, 2, 4].map((part) => at + part * cells * DOUBLE);
    this.programs.scan_operator(at, written, told, to, time, states);
    into.set(operator);
  }

  private panelsOf(weights: Weights, columns: number): Block | null {
    const { values } = weights;
    const before = this.packed.get(values);
    if (before !== undefined) return before;
    const block = values.every((value) => Math.fround(value) === value) ? this.place(weights, columns) : null;
    this.packed.set(values, block);
    if (block !== null) this.forgotten.register(values, block);
    return block;
  }

  /** Null where there is no memory left for them. */
  private place(weights: Weights, columns: number): Block | null {
    try {
      return this.pack(weights, columns);
    } catch (error) {
      if (error instanceof DeviceError) return null;
      throw error;
    }
  }

  private pack({ values, n, k, turned }: Weights, columns: number): Block {
    const bytes = columns * k * SINGLE;
    const block = { at: this.heap.take(bytes, 'weights'), bytes };
    const panels = new Float32Array(this.heap.memory.buffer, block.at, columns * k).fill(0);
    const [inner, column] = turned ? [1, k] : [n, 1];
    for (let c = 0; c < n; c++) {
      const panel = (c - (c % PANEL)) * k + (c % PANEL);
      for (let i = 0; i < k; i++) panels[panel + i * PANEL] = values[i * inner + c * column];
    }
    return block;
  }

  private room(bytes: number): Block {
    if (this.rows.bytes < bytes) {
      if (this.rows.bytes > 0) this.heap.give(this.rows.at, this.rows.bytes);
      this.rows = { at: this.heap.take(bytes, 'rows of a product'), bytes };
    }
    return this.rows;
  }
}

let opened: Doubles | null | undefined;

/** Null where WebAssembly or its SIMD is missing, or a page does not allow it: references do without. */
export function doubles(): Doubles | null {
  if (opened === undefined) {
    try {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      opened = bytes.length === 0 ? null : new Doubles(new WebAssembly.Module(bytes));
    } catch {
      opened = null;
    }
  }
  return opened;
}

/** What goes beside the tensors of rows of a launch: of a product with weights its sums. */
export function withSums({ kernel, inputs, params }: Dispatch): (tensors: Bound, rows: Span) => Bound {
  const { a, b } = kernel.tensors;
  const multiplies = kernel.name.startsWith('matmul.') && a.shape[0] === 'm' && root(inputs.b).origin.kind === 'leaf';
  const by = multiplies ? doubles() : null;
  if (by === null) return (tensors) => tensors;
  const { n, k } = params;
  const turned = b.shape[0] === 'n';
  return (tensors, rows) => {
    const sums = by.sums(tensors.a, { values: tensors.b, n, k, turned }, rows);
    return sums === null ? tensors : { ...tensors, sums };
  };
}
