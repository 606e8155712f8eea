import { reachable } from '../graph/reachable.ts';
import { root, type Dispatch, type Tensor } from '../graph/tensor.ts';
import type { Span } from '../kernel/kernel.ts';
import { bind, inPieces, valueOf, type Bound, type Leaves } from './cpu.ts';
import { withSums } from './double.ts';

/** A tensor of which the positions of the history from `from` on are wanted. */
export interface WantedRows {
  readonly tensor: Tensor;
  readonly from: number;
}

/** Of leaves by name the positions that are not as they were. */
export type Changes = Readonly<Record<string, Span>>;

const NOTHING: Span = { from: Infinity, to: 0 };
const ALL: Span = { from: 0, to: Infinity };

/** A launch, and the first position that anything wanted depends on. */
interface Step {
  readonly dispatch: Dispatch;
  readonly from: number;
}

/**
 * One history through a forward pass on the CPU, and only what matters of it: rows that no wanted row depends on are not
 * computed, and where some rows of the history change, only those that depend on them are computed again. What depends on
 * what, every kernel says of itself (`Rows`), so that a model which sees the future is computed whole. All is counted in
 * positions of the history here, of which each has one row of a launch, or as many as its item has tokens.
 */
export class RowPass {
  private readonly wanted: readonly WantedRows[];
  private readonly known: ReadonlyMap<Dispatch, Bound>;
  private readonly positions: number;
  private readonly steps: readonly Step[];
  private readonly made: Map<Dispatch, Bound>;
  private leaves: Leaves = {};
  private least = 0;
  /** Where the rows end that were computed. */
  private end = 0;

  /**
   * @param known      what launches wrote that the history does not change: they are not run
   * @param positions  that the history has room for
   */
  constructor(wanted: readonly WantedRows[], known: ReadonlyMap<Dispatch, Bound>, positions: number) {
    this.wanted = wanted;
    this.positions = positions;
    this.steps = stepsTo(wanted, known);
    this.known = known;
    this.made = new Map(known);
  }

  /** The same pass as it stands, which goes on by itself. */
  copy(): RowPass {
    const copy = new RowPass(this.wanted, this.known, this.positions);
    for (const [of, bound] of this.made) if (!this.known.has(of)) copy.made.set(of, copied(of, bound));
    copy.leaves = this.leaves;
    copy.end = this.end;
    return copy;
  }

  /** The first position that the last run computed; Infinity where nothing had changed. */
  get first(): number {
    return this.least;
  }

  /**
   * Computes the wanted rows, a piece before each yield. `changed` names the leaves that are not as in the last run; null: all is new.
   * Positions from `until` on mean nothing.
   */
  *run(leaves: Leaves, changed: Changes | null, until = Infinity): Generator<void, void> {
    this.leaves = leaves;
    this.least = Infinity;
    const longer = until > this.end ? { from: this.end, to: until } : NOTHING;
    this.end = until;
    const changes = new Map<Dispatch, Span>();
    for (const { dispatch, from } of this.steps) {
      const rows = rowsOfEach(dispatch, this.positions);
      const depends = changed === null ? ALL : changeOf(dispatch, changed, changes);
      if (depends === NOTHING) continue;
      const change = union(depends, longer);
      changes.set(dispatch, rows === null ? ALL : change);
      this.least = Math.min(this.least, change.from);
      const tensors = bind(dispatch, (t) => this.value(t), this.made.get(dispatch));
      this.made.set(dispatch, tensors);
      if (rows === null) yield* inPieces(dispatch, tensors);
      else {
        const to = rows * Math.min(until, change.to);
        yield* inPieces(dispatch, tensors, rows * Math.max(from, change.from), to, withSums(dispatch));
      }
    }
  }

  /** The numbers of a wanted tensor, until the next run; rows that were not wanted mean nothing. */
  value(tensor: Tensor): Float64Array {
    return valueOf(tensor, this.leaves, this.made);
  }
}

/** How many rows of a launch belong to each position; null where its rows are no positions. */
function rowsOfEach({ kernel, params }: Dispatch, positions: number): number | null {
  const rows = (kernel.rows?.count(params) ?? 0) / positions;
  return Number.isInteger(rows) ? rows : null;
}

/** What a launch wrote, once more; what it read is another's. */
const copied = ({ kernel }: Dispatch, bound: Bound): Bound =>
  Object.fromEntries(
    Object.entries(bound).map(([name, values]) => [
      name,
      kernel.tensors[name].access === 'read' ? values : values.slice(),
    ]),
  );

function stepsTo(wanted: readonly WantedRows[], known: ReadonlyMap<Dispatch, Bound>): Step[] {
  const first = new Map<Dispatch, number>();
  const want = (tensor: Tensor, from: number): void => {
    const { origin } = root(tensor);
    if (origin.kind === 'output') first.set(origin.of, Math.min(from, first.get(origin.of) ?? Infinity));
  };
  for (const { tensor, from } of wanted) want(tensor, from);
  const dispatches = reachable(
    wanted.map(({ tensor }) => tensor),
    known,
  );
  for (const dispatch of dispatches.toReversed()) {
    const { own, earlier } = dispatch.kernel.rows ?? {};
    const from = own === undefined && earlier === undefined ? 0 : (first.get(dispatch) ?? 0);
    first.set(dispatch, from);
    for (const [name, input] of Object.entries(dispatch.inputs)) want(input, own?.includes(name) === true ? from : 0);
  }
  return dispatches.map((dispatch) => ({ dispatch, from: first.get(dispatch) ?? 0 }));
}

const union = (a: Span, b: Span): Span => ({ from: Math.min(a.from, b.from), to: Math.max(a.to, b.to) });

/** The positions of a launch that change with its inputs. */
function changeOf({ kernel, inputs }: Dispatch, leaves: Changes, changes: ReadonlyMap<Dispatch, Span>): Span {
  const { own = [], earlier = [], inOrder = [], ends = [] } = kernel.rows ?? {};
  const onward = [...earlier, ...inOrder, ...ends];
  let all = NOTHING;
  for (const [name, input] of Object.entries(inputs)) {
    const { origin } = root(input);
    if (origin.kind === 'view') continue;
    const change = (origin.kind === 'leaf' ? leaves[origin.name] : changes.get(origin.of)) ?? NOTHING;
    if (change === NOTHING) continue;
    const onwards = onward.includes(name) ? { from: change.from, to: Infinity } : ALL;
    all = union(all, own.includes(name) ? change : onwards);
  }
  return all;
}
