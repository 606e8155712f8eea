import { Pacer } from '../core/pace.ts';
import { size } from '../core/shape.ts';
import { orFree, type Held } from '../gpu/buffers.ts';
import { reachable } from '../graph/reachable.ts';
import { root, type Tensor } from '../graph/tensor.ts';
import type { Scalar } from '../kernel/kernel.ts';
import { layOut } from './arena.ts';
import { evaluateResting } from './cpu.ts';
import type { Copy, Machine, Prepared, Reader, Storage } from './machine.ts';
import type { Slice } from './plan.ts';
import { toBytes } from './run_once.ts';

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

/** Where programs run: on a machine in single precision, or on the CPU by the references in double. */
export interface Executor {
  prepare<S extends string>(stages: Stages<S>, signal?: AbortSignal): Promise<Program<S>>;
}

export interface Leaf {
  readonly element: Scalar;
  readonly count: number;
}

/** The leaves that stages read, by name. */
export function leavesOf(stages: Stages<string>): Map<string, Leaf> {
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

/** Programs on a machine. */
export const onMachine = (machine: Machine): Executor => ({
  prepare<S extends string>(stages: Stages<S>): Promise<Program<S>> {
    const made: Held[] = [];
    const leaves = leavesOf(stages);
    const storages = new Map<string, Storage>();
    const keep = (name: string, count: number): Storage => {
      const storage = machine.storage(name, count, name);
      made.push(storage);
      storages.set(name, storage);
      return storage;
    };
    return orFree(made, async () => {
      for (const [name, { count }] of leaves) keep(name, count);
      const ready = new Map<S, OnMachine>();
      for (const [name, wanted] of Object.entries(stages) as [S, readonly Tensor[]][]) {
        const arena = layOut(
          `results of ${name}`,
          wanted.map(({ shape }, i) => ({ name: `${i}`, shape })),
        );
        const to = keep(arena.buffer, arena.count);
        const lies = wanted.map(lieOf);
        const results = lies.map(({ element }, i): Result => ({ element, at: arena.slices[i] }));
        const request = {
          stages: [wanted],
          leaves: Object.fromEntries([...leaves].map(([leaf, { count }]) => [leaf, whole(leaf, count)])),
          results: new Map(wanted.map((tensor, i) => [tensor, arena.slices[i]])),
        };
        const prepared = await machine.prepare(request, storages);
        const copies = lies.flatMap(({ leaf }, i): Copy[] => {
          const from = leaf === undefined ? undefined : storages.get(leaf);
          const { offset, count } = arena.slices[i];
          return from === undefined ? [] : [{ from, fromByte: 0, to, toByte: offset * 4, bytes: count * 4 }];
        });
        const reader = machine.reader(to);
        made.push(prepared, reader);
        ready.set(name, { prepared, copies, reader, results });
      }
      return {
        write(name, values) {
          const { element } = leafFor(leaves, name, values);
          const storage = storages.get(name);
          if (storage !== undefined) machine.write(storage, toBytes(values, element));
        },
        async run(stage) {
          const on = ready.get(stage);
          if (on === undefined) throw new Error(`program: no stage called '${stage}'`);
          machine.submit(on.prepared, on.copies);
          return numbersOf(on.results, await on.reader.read('computing'));
        },
        destroy() {
          for (const resource of made) resource.destroy();
        },
      };
    });
  },
});

/** Where a value lies among the results of its stage. */
interface Result {
  readonly at: Slice;
  readonly element: Scalar;
}

/** A stage on a machine. */
interface OnMachine {
  readonly prepared: Prepared;
  /** Of leaves that were overwritten, to the results. */
  readonly copies: readonly Copy[];
  readonly reader: Reader;
  readonly results: readonly Result[];
}

const whole = (buffer: string, count: number): Slice => ({ buffer, offset: 0, count });

const numbersOf = (results: readonly Result[], bytes: ArrayBuffer): Numbers[] =>
  results.map(({ at: { offset, count }, element }) =>
    element === 'u32' ? new Uint32Array(bytes, offset * 4, count) : new Float32Array(bytes, offset * 4, count),
  );

/** The leaf that a value lies in, where it has overwritten one, and what it is made of. */
function lieOf(tensor: Tensor): { readonly leaf: string | undefined; readonly element: Scalar } {
  const value = root(tensor);
  if (value.origin.kind !== 'output') throw new Error('program: a leaf is wanted, which the caller has');
  const { access, element } = value.origin.of.kernel.tensors[value.origin.name];
  const leaf = updatedLeaf(value);
  if (access !== 'update' || leaf !== undefined) return { leaf, element };
  throw new Error(`program: ${value.origin.of.kernel.name} updates a value that is no leaf, which cannot be read`);
}
