import { size } from '../core/shape.ts';
import { reachable } from '../graph/reachable.ts';
import { root, type Dispatch, type Tensor } from '../graph/tensor.ts';
import { elements, type Kernel, type Params } from '../kernel/kernel.ts';

/** Part of a buffer, in 4-byte elements. Offsets are multiples of `ALIGNMENT`. */
export interface Slice {
  readonly buffer: string;
  readonly offset: number;
  readonly count: number;
}

/** Storage offsets must be multiples of 256 bytes on every device. */
export const ALIGNMENT = 64;

/** Chosen variant per kernel and sizes; plain data, kept per adapter and recorded in every run. */
export type Choices = Readonly<Record<string, string>>;

/** One kernel launch with everything decided. */
export interface Launch {
  readonly kernel: Kernel;
  readonly variant: string;
  readonly params: Params;
  /** Where each tensor and scratch buffer of the kernel lies. */
  readonly slices: Readonly<Record<string, Slice>>;
}

/** Which launches in which order, on which buffers. Pure data: made once, replayed at every step. */
export interface Plan {
  readonly launches: readonly Launch[];
  /** Buffers the executor makes for values that live only within a step: name → elements. */
  readonly temporaries: Readonly<Record<string, number>>;
}

/** What is to be computed, and where values that outlive the step lie. */
export interface Request {
  /** Stages run one after another; within a stage, launches keep the order of tracing. */
  readonly stages: readonly (readonly Tensor[])[];
  /** Leaves by name, and results by tensor: everything that lives outside the plan. */
  readonly leaves: Readonly<Record<string, Slice>>;
  readonly results: ReadonlyMap<Tensor, Slice>;
  /** Names a variant of `kernel` at these sizes. */
  choose(kernel: Kernel, params: Params): string;
}

/** Orders launches, finds lifetimes and shares buffers between values that are never alive together. */
export function plan(request: Request): Plan {
  const dispatches = [...new Set(request.stages.flatMap((stage) => reachable(stage)))];
  const values = new Values(request, dispatches);
  const pool = new Pool();
  const launches = dispatches.map((dispatch, at): Launch => {
    const variant = request.choose(dispatch.kernel, dispatch.params);
    const slices: Record<string, Slice> = {};
    for (const [name, binding] of Object.entries(dispatch.kernel.tensors)) {
      const count = elements(binding, dispatch.params);
      if (binding.access === 'write') slices[name] = values.place(dispatch, name, count, pool);
      else slices[name] = values.find(dispatch.inputs[name]);
      if (binding.access === 'update') values.alias(dispatch, name, at);
    }
    const scratch = dispatch.kernel.variants[variant]?.scratch?.(dispatch.params) ?? {};
    const borrowed = Object.entries(scratch).map(([name, count]) => {
      slices[name] = pool.take(count);
      return slices[name];
    });
    for (const slice of [...borrowed, ...values.endingAt(at)]) pool.give(slice);
    return { kernel: dispatch.kernel, variant, params: dispatch.params, slices };
  });
  return { launches, temporaries: pool.sizes() };
}

/** Where each value lies and until when it is needed. */
class Values {
  private readonly request: Request;
  private readonly results = new Map<string, Slice>();
  private readonly lastUse = new Map<string, number>();
  private readonly slices = new Map<string, Slice>();
  private readonly keys = new Map<Dispatch, number>();

  constructor(request: Request, dispatches: readonly Dispatch[]) {
    this.request = request;
    dispatches.forEach((dispatch, at) => {
      this.keys.set(dispatch, at);
    });
    for (const [tensor, slice] of request.results) this.results.set(this.key(tensor), slice);
    dispatches.forEach((dispatch, at) => {
      for (const input of Object.values(dispatch.inputs)) this.lastUse.set(this.key(input), at);
    });
  }

  /** A value's identity: the dispatch that makes it and the name it has there, or the leaf's name. */
  private key(t: Tensor): string {
    const { origin } = root(t);
    if (origin.kind === 'leaf') return `leaf ${origin.name}`;
    if (origin.kind === 'output') return this.outputKey(origin.of, origin.name);
    throw new Error('plan: a view has no storage of its own');
  }

  private outputKey(dispatch: Dispatch, name: string): string {
    return `${this.keys.get(dispatch) ?? 'outside'} ${name}`;
  }

  find(t: Tensor): Slice {
    const { origin } = root(t);
    const slice = origin.kind === 'leaf' ? this.request.leaves[origin.name] : this.slices.get(this.key(t));
    if (slice === undefined) {
      throw new Error(
        `plan: ${origin.kind === 'leaf' ? `leaf '${origin.name}' has no storage` : 'a value is used before it is computed'}`,
      );
    }
    if (slice.count !== size(t.shape)) {
      throw new Error(`plan: storage of ${slice.count} elements in '${slice.buffer}' for a tensor of ${size(t.shape)}`);
    }
    return slice;
  }

  /** Storage of a new value: where the request wants it, else from the pool. */
  place(dispatch: Dispatch, name: string, count: number, pool: Pool): Slice {
    const key = this.outputKey(dispatch, name);
    const slice = this.results.get(key) ?? pool.take(count);
    this.slices.set(key, slice);
    if (!this.lastUse.has(key)) this.lastUse.set(key, this.keys.get(dispatch) ?? 0);
    return slice;
  }

  /** The updated value lies where the old one did, which nobody may read any more. */
  alias(dispatch: Dispatch, name: string, at: number): void {
    const before = this.key(dispatch.inputs[name]);
    const after = this.outputKey(dispatch, name);
    const lastRead = this.lastUse.get(before) ?? at;
    if (lastRead > at)
      throw new Error(`plan: ${dispatch.kernel.name} overwrites ${name}, which launch ${lastRead} still reads`);
    this.slices.set(after, this.find(dispatch.inputs[name]));
    if (this.lastUse.has(after)) this.lastUse.delete(before);
  }

  /** Pool storage of values whose last use is launch `at`. */
  endingAt(at: number): Slice[] {
    const ending: Slice[] = [];
    for (const [key, last] of this.lastUse) {
      const slice = this.slices.get(key);
      if (last === at && slice !== undefined && slice.buffer.startsWith(TEMPORARY)) ending.push(slice);
    }
    return ending;
  }
}

const TEMPORARY = 'temporary ';

/** Buffers for values that come and go. Whole buffers: one buffer cannot be read and written in one launch. */
class Pool {
  private readonly capacity: number[] = [];
  private readonly free = new Set<number>();

  /** The smallest free buffer that fits, else the largest free one, grown, else a new one. */
  take(count: number): Slice {
    const bySize = [...this.free].sort((a, b) => this.capacity[a] - this.capacity[b]);
    const chosen = bySize.find((i) => this.capacity[i] >= count) ?? bySize.at(-1) ?? this.capacity.push(0) - 1;
    this.capacity[chosen] = Math.max(this.capacity[chosen], count);
    this.free.delete(chosen);
    return { buffer: `${TEMPORARY}${chosen}`, offset: 0, count };
  }

  give(slice: Slice): void {
    this.free.add(Number(slice.buffer.slice(TEMPORARY.length)));
  }

  sizes(): Record<string, number> {
    return Object.fromEntries(this.capacity.map((count, i) => [`${TEMPORARY}${i}`, count]));
  }
}
