import type { Codes } from '../events/codes.ts';
import { branches, prefixTree, type PrefixLevel } from '../events/prefixes.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import type { Chain } from '../models/model.ts';
import { rowsAt } from '../ops/index.ts';
import { evaluate, PIECE, type Leaves } from '../runtime/cpu.ts';
import { RowPass } from '../runtime/row_pass.ts';
import { boundOf, fixedIn } from './fixed.ts';
import { logProbabilities, rowsOf, type Guesser } from './guesser.ts';
import { composed, type Scorer, type ScoringTable, type Vectors } from './scorer.ts';

/** Prefixes that go a code further at once. */
const ROWS = 64;
const BEFORE = 'states of prefixes';
const CHOSEN = 'codes of prefixes';

/** From the states of prefixes to those of prefixes one code longer. */
type Further = (states: Float64Array, codes: readonly number[]) => Generator<void, Float64Array>;

/** Scores by codes that are guessed one after another: score of v = Σ_s ln P(code s of v | the codes before it). */
export class ChainScorer implements Scorer, Guesser {
  readonly width: number;
  readonly codes: Codes;
  private readonly tables: readonly ScoringTable[];
  private readonly levels: readonly PrefixLevel[];
  private readonly steps: readonly Further[];
  private side: Vectors | null = null;

  /** @param weights  of the model, and what it asks of the catalogue */
  constructor(chain: Chain, tables: readonly ScoringTable[], weights: Leaves, codes: Codes) {
    const [{ width }] = tables;
    this.width = width;
    this.tables = tables;
    this.codes = codes;
    this.levels = prefixTree(codes);
    this.steps = chain.next.map(({ step }) => furtherBy(step, width, weights));
  }

  get vectors(): Vectors {
    this.side ??= composed(this.tables, this.codes);
    return this.side;
  }

  score(state: Float64Array, item: number): number {
    const { slots, values } = this.codes;
    return this.scoreOf(state, values.subarray(item * slots, (item + 1) * slots));
  }

  scoreOf(state: Float64Array, codes: ArrayLike<number>): number {
    const levels = Array.from(codes, (code) => ({ before: [0], codes: [code] }));
    return finished(this.along(state, levels))[0];
  }

  scores(state: Float64Array): Generator<void, Float64Array> {
    return this.along(state, this.levels);
  }

  readonly guess: Guesser['guess'] = (slot, state) => logProbabilities(state, this.tables[slot]);
  readonly further: Guesser['further'] = (slot, states, chosen) => this.steps[slot](states, chosen);

  /** ln P of each prefix of the last level. */
  private *along(state: Float64Array, levels: readonly PrefixLevel[]): Generator<void, Float64Array> {
    let states = state;
    let sums = new Float64Array(1);
    for (const [slot, level] of levels.entries()) {
      if (slot > 0) {
        const { before, codes } = levels[slot - 1];
        states = yield* this.further(slot - 1, rowsOf(states, this.width, before), codes);
      }
      sums = yield* this.longer(slot, states, sums, level);
    }
    return sums;
  }

  /** ln P of prefixes one code longer. */
  private *longer(slot: number, states: Float64Array, sums: Float64Array, level: PrefixLevel) {
    const longer = new Float64Array(level.codes.length);
    const most = Math.ceil(PIECE / (2 * this.tables[slot].rows.length));
    for (const [prefix, places] of branches(level, sums.length).entries()) {
      const guesses = this.guess(slot, states.subarray(prefix * this.width, (prefix + 1) * this.width));
      for (const place of places) longer[place] = sums[prefix] + guesses[level.codes[place]];
      if (prefix % most === most - 1) yield;
    }
    return longer;
  }
}

/** Traces a step for as many prefixes as go at once; what depends on weights alone is computed once. */
function furtherBy(step: Chain['next'][number]['step'], width: number, weights: Leaves): Further {
  const before = leaf(BEFORE, [ROWS, width]);
  const chosen = leaf(CHOSEN, [ROWS], 'u32');
  const wanted: Tensor = step(before, (rows) => rowsAt(rows, chosen));
  const fixed = fixedIn([wanted], [before, chosen]);
  const pass = new RowPass([{ tensor: wanted, from: 0 }], boundOf(fixed, evaluate(fixed, weights)), ROWS);
  return function* (states, codes) {
    const further = new Float64Array(codes.length * width);
    for (let at = 0; at < codes.length; at += ROWS) {
      const count = Math.min(ROWS, codes.length - at);
      const [rows, ids] = [new Float64Array(ROWS * width), new Float64Array(ROWS)];
      rows.set(states.subarray(at * width, (at + count) * width));
      codes.slice(at, at + count).forEach((code, i) => (ids[i] = code + 1));
      yield* pass.run({ ...weights, [BEFORE]: rows, [CHOSEN]: ids }, null, count);
      further.set(pass.value(wanted).subarray(0, count * width), at * width);
    }
    return further;
  };
}

/** What a piece of work gives, done at once. */
function finished<T>(work: Generator<void, T>): T {
  for (;;) {
    const { done, value } = work.next();
    if (done === true) return value;
  }
}
