import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { softplus } from '../pointwise/pointwise.reference.ts';

export interface SsdParams {
  readonly batch: number;
  readonly time: number;
  readonly channels: number;
  readonly heads: number;
  readonly states: number;
  /** 5 · heads + 1: what is kept of the pace of each head, and where a history begins. */
  readonly lines: number;
  /** One for each chunk of each history. */
  readonly records: number;
}

/** Positions of a chunk. */
export const CHUNK = 16;

/** Where the logarithm of a rate is held: times a step it must stay finite in f32. */
export const LARGEST_RATE = 40;

export const ssdParams = (batch: number, time: number, channels: number, heads: number, states: number): SsdParams => ({
  ...{ batch, time, channels, heads, states },
  lines: 5 * heads + 1,
  records: batch * Math.ceil(time / CHUNK),
});

/** Positions of all histories. */
export const positions = ({ batch, time }: SsdParams): number => batch * time;

type Tensors<Names extends string> = Readonly<Record<Names, Floats>>;
type Given = 'x' | 'delta' | 'bc' | 'a_log' | 'skip';
type Kept = 'paces' | 'scores' | 'states_in';
type ForwardTensors = Tensors<Given | Kept | 'y'> & { readonly starts?: Floats };

const recordOf = (row: number, { time }: SsdParams): number =>
  Math.floor(row / time) * Math.ceil(time / CHUNK) + Math.floor((row % time) / CHUNK);

const headOf = (channel: number, { channels, heads }: SsdParams): number => Math.floor((channel * heads) / channels);

const begins = (row: number, starts: Floats | undefined): boolean => starts !== undefined && starts[row] !== 0;

/** S ← e^(−Δ·rate) S + Δ B xᵀ in each head, from 0 where a history begins. S is (states, channels). */
function advance(
  s: Floats,
  { x, delta, bc, a_log, starts }: Tensors<Given> & { starts?: Floats },
  row: number,
  p: SsdParams,
) {
  const { channels, heads, states } = p;
  const begun = begins(row, starts);
  for (let c = 0; c < channels; c++) {
    const h = headOf(c, p);
    const step = softplus.value(delta[row * heads + h]);
    const keep = begun ? 0 : Math.exp(-step * Math.exp(Math.min(a_log[h], LARGEST_RATE)));
    for (let n = 0; n < states; n++) {
      s[n * channels + c] = keep * s[n * channels + c] + step * x[row * channels + c] * bc[row * 2 * states + n];
    }
  }
}

/**
 * With Δ = softplus(delta) and one rate e^a_log for all channels and states of a head, each head having as many channels:
 *
 *   S_t = e^(−Δ·rate) S_{t−1} + Δ B_t x_tᵀ        y_t = C_tᵀ S_t + skip · x_t        S = 0 before a history begins
 *
 * Dao & Gu 2024, arXiv:2405.21060. Rows are positions; each needs those before it. What is kept is what the chunked form is made of, by
 * chunks of 16 positions: `states_in`, the state before a chunk; `scores`, ⟨C_t, B_j⟩ for positions j of its chunk up to t and of its history, else
 * 0; and `paces` of each head (c, Δ, left, carried, skip), then `since`: c_t = −Σ rate · Δ within the chunk up to t; left_t = e^(c_end − c_t),
 * 0 where another history begins behind t in its chunk; carried_t = e^(c_t), 0 where one has begun in the chunk; since, the place in the chunk
 * where the history of t begins, −1 where it comes from before.
 */
export function forward(
  t: ForwardTensors,
  params: SsdParams,
  { from, to }: Span = { from: 0, to: positions(params) },
): void {
  const { time, channels, states } = params;
  const width = states * channels;
  const s = new Float64Array(width);
  if (from % time !== 0) {
    const first = from - 1 - (((from % time) - 1) % CHUNK);
    s.set(t.states_in.subarray(recordOf(first, params) * width, (recordOf(first, params) + 1) * width));
    for (let row = first; row < from; row++) advance(s, t, row, params);
  }
  for (let row = from; row < to; row++) {
    if (row % time === 0) s.fill(0);
    if ((row % time) % CHUNK === 0) t.states_in.set(s, recordOf(row, params) * width);
    keepPace(t, row, params);
    keepScores(t, row, params);
    advance(s, t, row, params);
    for (let c = 0; c < channels; c++) {
      let sum = t.skip[headOf(c, params)] * t.x[row * channels + c];
      for (let n = 0; n < states; n++) sum += t.bc[(row * 2 + 1) * states + n] * s[n * channels + c];
      t.y[row * channels + c] = sum;
    }
  }
}

/** What is known at `row`; `left` of the rows before it in the chunk, which follow from where the chunk ends, too. */
function keepPace({ delta, a_log, skip, paces, starts }: ForwardTensors, row: number, p: SsdParams): void {
  const { time, heads, lines } = p;
  const place = (row % time) % CHUNK;
  const before = place === 0 ? -1 : paces[(row - 1) * lines + 5 * heads];
  const since = begins(row, starts) ? place : before;
  for (let h = 0; h < heads; h++) {
    const step = softplus.value(delta[row * heads + h]);
    const sofar = place === 0 ? 0 : paces[(row - 1) * lines + h];
    const sum = sofar - step * Math.exp(Math.min(a_log[h], LARGEST_RATE));
    const kept = [sum, step, 1, since < 0 ? Math.exp(sum) : 0, skip[h]];
    kept.forEach((value, line) => (paces[row * lines + line * heads + h] = value));
    for (let back = 1; back <= place; back++) {
      const left = since > place - back ? 0 : Math.exp(sum - paces[(row - back) * lines + h]);
      paces[(row - back) * lines + 2 * heads + h] = left;
    }
  }
  paces[row * lines + 5 * heads] = since;
}

function keepScores(
  { bc, paces, scores }: ForwardTensors,
  row: number,
  { time, heads, states, lines }: SsdParams,
): void {
  const place = (row % time) % CHUNK;
  const since = paces[row * lines + 5 * heads];
  for (let j = 0; j < CHUNK; j++) {
    let sum = 0;
    if (j <= place && j >= since) {
      for (let n = 0; n < states; n++) sum += bc[(row * 2 + 1) * states + n] * bc[(row - place + j) * 2 * states + n];
    }
    scores[row * CHUNK + j] = sum;
  }
}

type BackwardTensors = Tensors<Given | Kept | 'dy' | 'dx' | 'ddelta' | 'dbc' | 'da_log' | 'dskip'>;

/**
 * By the recurrence, with Λ_t = C_t dy_tᵀ + keep_{t+1} Λ_{t+1} and keep = e^(−Δ·rate), 0 where a history begins, in each head:
 *
 *   dC_t = Σ_c S_t dy_t        dB_t = Σ_c Λ_t Δ x_t        dx_t = skip · dy_t + Δ Λ_tᵀ B_t        dskip = Σ_t ⟨dy_t, x_t⟩
 *   dΔ_t = ⟨Λ_t, B_t x_tᵀ⟩ − rate ⟨Λ_t, keep_t S_{t−1}⟩, ddelta_t = σ(delta_t) dΔ_t        da_log = −Σ_t Δ rate ⟨Λ_t, keep_t S_{t−1}⟩
 */
export function backward(t: BackwardTensors, params: SsdParams): void {
  for (const sum of [t.dx, t.ddelta, t.dbc, t.da_log, t.dskip]) sum.fill(0);
  for (let b = 0; b < params.batch; b++) backThroughTime(t, b, params);
}

function backThroughTime(t: BackwardTensors, b: number, p: SsdParams): void {
  const { time, channels, heads, states, lines } = p;
  const rows = Array.from({ length: time }, (_, s) => b * time + s);
  const since = (row: number): number => t.paces[row * lines + 5 * heads];
  const starts = new Float64Array(positions(p));
  for (const row of rows) starts[row] = Number(since(row) === (row % time) % CHUNK);
  const s = new Float64Array(states * channels);
  const before = rows.map((row) => {
    const was = s.slice();
    advance(s, { ...t, starts }, row, p);
    return was;
  });
  const flow = new Float64Array(states * channels);
  for (const row of rows.toReversed()) {
    const was = before[row % time];
    for (let c = 0; c < channels; c++) {
      const [h, i] = [headOf(c, p), row * channels + c];
      const rate = Math.exp(Math.min(t.a_log[h], LARGEST_RATE));
      const step = softplus.value(t.delta[row * heads + h]);
      const keep = starts[row] === 1 ? 0 : Math.exp(-step * rate);
      const [x, dy] = [t.x[i], t.dy[i]];
      let [written, forgotten] = [0, 0];
      for (let n = 0; n < states; n++) {
        const [at, B, C] = [n * channels + c, row * 2 * states + n, (row * 2 + 1) * states + n];
        const adjoint = dy * t.bc[C] + flow[at];
        const carried = keep * was[at];
        t.dbc[B] += step * x * adjoint;
        t.dbc[C] += dy * (carried + step * x * t.bc[B]);
        written += adjoint * t.bc[B];
        forgotten += adjoint * carried;
        flow[at] = keep * adjoint;
      }
      t.dx[i] = t.skip[h] * dy + step * written;
      t.ddelta[row * heads + h] += (x * written - rate * forgotten) * softplus.slope(t.delta[row * heads + h]);
      t.da_log[h] -= step * rate * forgotten;
      t.dskip[h] += dy * x;
    }
  }
}
