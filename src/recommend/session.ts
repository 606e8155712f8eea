import { untimed, type History } from '../core/history.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import type { Dispatch } from '../graph/tensor.ts';
import type { Bound, Leaves } from '../runtime/cpu.ts';
import { RowPass } from '../runtime/row_pass.ts';
import { changesOf, filled, statesOf, wantedFrom, type Trace } from './trace.ts';

/** What it took to read a history. */
export interface Steps {
  /** Tokens that the model reads of it. */
  readonly positions: number;
  /** Those whose states were computed; the others were there from the history before. */
  readonly computed: number;
}

/** What a session asks of the model that it reads with. */
export interface Asked {
  /** A trace as long as the model's window. */
  readonly trace: Trace;
  readonly weights: Leaves;
  /** What launches write that is the same for every history. */
  known(pacer: Pacer): Promise<ReadonlyMap<Dispatch, Bound>>;
  /** What is read of a history, its last tokens. */
  question(history: History): History;
  /** Scores of all items by the state after the last token. */
  scoresOf(state: Float64Array): Generator<void, Float64Array>;
}

/**
 * Histories read one after another, each from where it differs from the one before: an item appended to one that the window still
 * holds costs one step of a model that sees the past alone and whose positions do not move. What depends on what, every kernel
 * says of itself (`Rows`), so that the answer is that of reading all of it, bit for bit.
 */
export class Session {
  private readonly asked: Asked;
  /** The first row of the last state: before it, not all of the last block is there. */
  private from = 0;
  private pass: RowPass | null = null;
  private leaves: Leaves = {};
  private read: History = untimed([]);

  constructor(asked: Asked) {
    this.asked = asked;
  }

  /** Reads a history. One that is cancelled has read nothing. @throws CancelledError */
  async follow(history: History, pace: Pace = {}): Promise<Steps> {
    const pacer = new Pacer('scores', pace);
    const { trace, weights } = this.asked;
    const question = this.asked.question(history);
    const last = Math.max(0, question.items.length - 1);
    const leaves = filled(trace, question);
    const before = last >= this.from ? this.pass : null;
    if (before === null) this.from = last;
    const pass = before ?? new RowPass(wantedFrom(trace, last), await this.asked.known(pacer), trace.shape.time);
    const changed = before === null ? null : changesOf(this.leaves, leaves);
    this.pass = null; // until it is whole again
    await pacer.through(pass.run({ ...weights, ...leaves }, changed, last + 1));
    this.pass = pass;
    this.leaves = leaves;
    this.read = question;
    const computed = Math.max(0, last + 1 - pass.first); // none where the history is the one before
    return { positions: question.items.length, computed: Math.min(question.items.length, computed) };
  }

  /** Scores of all items after the history that was read. @throws CancelledError */
  scores(pace: Pace = {}): Promise<Float64Array> {
    return new Pacer('scores', pace).through(this.asked.scoresOf(this.state));
  }

  /** The state after the history that was read. */
  get state(): Float64Array {
    if (this.pass === null) throw new Error('session: no history was read');
    return statesOf(this.pass, this.asked.trace, Math.max(0, this.read.items.length - 1));
  }

  /** A session that goes on from here by itself. */
  fork(): Session {
    const fork = new Session(this.asked);
    fork.from = this.from;
    fork.pass = this.pass?.copy() ?? null;
    fork.leaves = this.leaves;
    fork.read = this.read;
    return fork;
  }
}
