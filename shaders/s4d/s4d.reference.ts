import type { Floats, Span } from '../../src/kernel/kernel.ts';

export interface S4dParams {
  readonly batch: number;
  readonly time: number;
  readonly channels: number;
  readonly states: number;
  /** 2 · states: of a record, the real parts of states, then the imaginary ones. */
  readonly lines: number;
  /** One for each segment of each history. */
  readonly records: number;
}

/** Positions between two states that the forward keeps. */
export const SEGMENT = 16;

export const s4dParams = (batch: number, time: number, channels: number, states: number): S4dParams => ({
  ...{ batch, time, channels, states },
  lines: 2 * states,
  records: batch * Math.ceil(time / SEGMENT),
});

/** Positions of all histories. */
export const positions = ({ batch, time }: S4dParams): number => batch * time;

type Tensors<Names extends string> = Readonly<Record<Names, Floats>> & { readonly starts?: Floats };

/** The states of all channels at a position of a history: (2, states, channels), real parts first. */
class States {
  readonly h: Float64Array;
  private readonly params: S4dParams;
  private readonly system: Floats;

  constructor(system: Floats, params: S4dParams) {
    this.h = new Float64Array(params.lines * params.channels);
    [this.system, this.params] = [system, params];
  }

  /** h ← Ā ⊙ h + u. */
  advance(u: Floats, row: number): void {
    const { channels, states } = this.params;
    const plane = states * channels;
    for (let at = 0; at < plane; at++) {
      const [keep, turn] = [this.system[at], this.system[plane + at]];
      const [re, im] = [this.h[at], this.h[plane + at]];
      this.h[at] = keep * re - turn * im + u[row * channels + (at % channels)];
      this.h[plane + at] = turn * re + keep * im;
    }
  }
}

const recordOf = (row: number, { time }: S4dParams): number =>
  Math.floor(row / time) * Math.ceil(time / SEGMENT) + Math.floor((row % time) / SEGMENT);

const begins = (row: number, starts: Floats | undefined, { time }: S4dParams): boolean =>
  row % time === 0 || (starts !== undefined && starts[row] !== 0);

/**
 * A diagonal linear system that is the same at every position: with Ā and W of `system` (see discretise.reference),
 *
 *   h_t = Ā ⊙ h_{t−1} + u_t        y_t = Re ⟨W, h_t⟩ + skip · u_t
 *
 * in each channel, h = 0 before a history begins. Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893. Rows are positions; each needs those
 * before it. `kept` holds the state before the first of every 16 positions, for the backward and for a history that goes on.
 */
export function forward(
  t: Tensors<'u' | 'system' | 'skip' | 'y' | 'kept'>,
  params: S4dParams,
  { from, to }: Span = { from: 0, to: positions(params) },
): void {
  const { time, channels, states } = params;
  const now = new States(t.system, params);
  const [width, plane] = [now.h.length, states * channels];
  if (from % time !== 0) {
    const first = from - 1 - (((from % time) - 1) % SEGMENT);
    now.h.set(t.kept.subarray(recordOf(first, params) * width, (recordOf(first, params) + 1) * width));
    for (let row = first; row < from; row++) {
      if (begins(row, t.starts, params)) now.h.fill(0);
      now.advance(t.u, row);
    }
  }
  for (let row = from; row < to; row++) {
    if (row % time === 0) now.h.fill(0);
    if ((row % time) % SEGMENT === 0) t.kept.set(now.h, recordOf(row, params) * width);
    if (begins(row, t.starts, params)) now.h.fill(0);
    now.advance(t.u, row);
    for (let c = 0; c < channels; c++) {
      let sum = t.skip[c] * t.u[row * channels + c];
      for (let at = c; at < plane; at += channels) {
        sum += t.system[2 * plane + at] * now.h[at] - t.system[3 * plane + at] * now.h[plane + at];
      }
      t.y[row * channels + c] = sum;
    }
  }
}

/**
 * With p = ∂L/∂h, as numbers with a real and an imaginary part:
 *
 *   p_t = dy_t · conj W + conj Ā ⊙ p_{t+1}, without the latter where t + 1 begins a history
 *   du_t = Σ_n Re p_t + skip · dy_t        dskip = Σ_t dy_t u_t
 *   dW = Σ_t dy_t · conj h_t               dĀ = Σ_t p_t ⊙ conj h_{t−1}
 */
export function backward(
  t: Tensors<'u' | 'system' | 'skip' | 'kept' | 'dy' | 'du' | 'dsystem' | 'dskip'>,
  params: S4dParams,
): void {
  const { time, channels, states } = params;
  const plane = states * channels;
  t.dsystem.fill(0);
  t.dskip.fill(0);
  for (let b = 0; b < params.batch; b++) {
    const now = new States(t.system, params);
    const before = Array.from({ length: time }, (_, s) => {
      if (begins(b * time + s, t.starts, params)) now.h.fill(0);
      const was = now.h.slice();
      now.advance(t.u, b * time + s);
      return { was, now: now.h.slice() };
    });
    const [pr, pi] = [new Float64Array(plane), new Float64Array(plane)];
    for (let s = time - 1; s >= 0; s--) {
      const [row, { was, now: h }] = [b * time + s, before[s]];
      for (let c = 0; c < channels; c++) {
        const [i, dy] = [row * channels + c, t.dy[row * channels + c]];
        t.du[i] = t.skip[c] * dy;
        t.dskip[c] += dy * t.u[i];
      }
      for (let at = 0; at < plane; at++) {
        const dy = t.dy[row * channels + (at % channels)];
        const [keep, turn, wr, wi] = [0, 1, 2, 3].map((which) => t.system[which * plane + at]);
        pr[at] += dy * wr;
        pi[at] -= dy * wi;
        t.du[row * channels + (at % channels)] += pr[at];
        t.dsystem[at] += pr[at] * was[at] + pi[at] * was[plane + at];
        t.dsystem[plane + at] += pi[at] * was[at] - pr[at] * was[plane + at];
        t.dsystem[2 * plane + at] += dy * h[at];
        t.dsystem[3 * plane + at] -= dy * h[plane + at];
        const goesOn = begins(row, t.starts, params) ? 0 : 1;
        [pr[at], pi[at]] = [goesOn * (keep * pr[at] + turn * pi[at]), goesOn * (keep * pi[at] - turn * pr[at])];
      }
    }
  }
}
