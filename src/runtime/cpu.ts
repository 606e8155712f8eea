import type { Pacer } from '../core/pace.ts';
import { size } from '../core/shape.ts';
import { reachable } from '../graph/reachable.ts';
import { root, type Dispatch, type Tensor } from '../graph/tensor.ts';
import { elements, workOf, type Span } from '../kernel/kernel.ts';

/** Values of leaves by name. */
export type Leaves = Readonly<Record<string, Float64Array>>;

/** Tensors of one launch by name. */
export type Bound = Record<string, Float64Array>;

/**
 * Multiplications and additions between two looks at the clock: 2 ms on one core of a laptop, 15 on a slow phone. A row that
 * is more by itself, as in a cross-entropy over a large catalogue, is one piece.
 */
export const PIECE = 2 ** 21;

/** Evaluates tensors with every kernel's reference, in f64: the oracle for the GPU executor. */
export function evaluate(wanted: readonly Tensor[], leaves: Leaves): Float64Array[] {
  const work = evaluation(wanted, leaves);
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}

/** The same, letting the event loop run in between. @throws CancelledError */
export const evaluateResting = (wanted: readonly Tensor[], leaves: Leaves, pacer: Pacer): Promise<Float64Array[]> =>
  pacer.through(evaluation(wanted, leaves));

function* evaluation(wanted: readonly Tensor[], leaves: Leaves): Generator<void, Float64Array[]> {
  const made = new Map<Dispatch, Bound>();
  for (const dispatch of reachable(wanted)) {
    const tensors = bind(dispatch, (t) => valueOf(t, leaves, made));
    made.set(dispatch, tensors);
    yield* inPieces(dispatch, tensors);
  }
  return wanted.map((t) => valueOf(t, leaves, made));
}

/**
 * Runs a launch's reference from row `from` to the one before `until`, a piece before each yield. `beside` has what is known of a piece
 * that its reference would compute.
 */
export function* inPieces(
  { kernel, params }: Dispatch,
  tensors: Bound,
  from = 0,
  until = Infinity,
  beside: (tensors: Bound, rows: Span) => Bound = (bound) => bound,
): Generator<void, void> {
  if (kernel.rows === undefined) {
    kernel.reference(tensors, params);
    yield;
    return;
  }
  const count = kernel.rows.count(params);
  const end = Math.min(count, until);
  const most = Math.max(1, Math.floor((PIECE * count) / workOf(kernel, params)));
  for (let at = from; at < end; at += most) {
    const rows = { from: at, to: Math.min(end, at + most) };
    kernel.reference(beside(tensors, rows), params, rows);
    yield;
  }
}

/** What a launch reads and writes; outputs are those of `before` where there are any. */
export function bind({ kernel, inputs, params }: Dispatch, value: (t: Tensor) => Float64Array, before?: Bound): Bound {
  const tensors: Bound = {};
  for (const [name, binding] of Object.entries(kernel.tensors)) {
    if (binding.access === 'write') tensors[name] = before?.[name] ?? new Float64Array(elements(binding, params));
    else tensors[name] = binding.access === 'update' ? value(inputs[name]).slice() : value(inputs[name]);
  }
  return tensors;
}

/** The numbers of a leaf that is given, or of an output that is made. */
export function valueOf(t: Tensor, leaves: Leaves, made: ReadonlyMap<Dispatch, Bound>): Float64Array {
  const { origin, shape } = root(t);
  if (origin.kind === 'leaf') {
    const data = leaves[origin.name];
    if (data?.length === size(shape)) return data;
    throw new Error(`evaluate: ${origin.name} needs ${size(shape)} numbers, got ${data?.length ?? 'none'}`);
  }
  const tensors = origin.kind === 'output' ? made.get(origin.of) : undefined;
  if (origin.kind !== 'output' || tensors === undefined) throw new Error('evaluate: a value is read before it is made');
  return tensors[origin.name];
}
