import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { softplus } from '../pointwise/pointwise.reference.ts';

export interface ScanParams {
  readonly batch: number;
  readonly time: number;
  readonly channels: number;
  readonly states: number;
  /** states + 1: of a record, one line for each state and one for the skip or the bits. */
  readonly lines: number;
  /** One, and one for each segment of each history. */
  readonly records: number;
}

type Tensors<Names extends string> = Readonly<Record<Names, Floats>>;

/** Positions between two states that the forward keeps. */
export const SEGMENT = 16;

/** Where the rate of forgetting is held: times a step it must stay finite in f32. */
export const LARGEST_RATE = 40;

export const scanParams = (batch: number, time: number, channels: number, states: number): ScanParams => ({
  batch,
  time,
  channels,
  states,
  lines: states + 1,
  records: batch * Math.ceil(time / SEGMENT) + 1,
});

/** Positions of all histories. */
export const positions = ({ batch, time }: ScanParams): number => batch * time;

const recordOf = (row: number, { time }: ScanParams): number =>
  1 + Math.floor(row / time) * Math.ceil(time / SEGMENT) + Math.floor((row % time) / SEGMENT);

const keptAt = (record: number, line: number, channel: number, { lines, channels }: ScanParams): number =>
  (record * lines + line) * channels + channel;

type ForwardTensors = Tensors<'u' | 'delta' | 'bc' | 'a_log' | 'skip' | 'y' | 'kept'> & { readonly starts?: Floats };

/**
 * With Δ = softplus(delta): h_t = e^(−Δ·e^a_log) ⊙ h_{t−1} + Δ u_t B_t, y_t = ⟨C_t, h_t⟩ + skip · u_t, h = 0 before a
 * history begins. Gu & Dao 2023, eqs. 1–4, with B discretised as their code has it. Rows are positions; each needs those before it.
 *
 * `kept` is for the backward, channels along its lines: record 0 holds e^a_log · log₂ e and the skip, the others, of 16 positions each, the
 * state before the first of them and, as a number, a bit for each that begins a history.
 */
export function forward(
  t: ForwardTensors,
  params: ScanParams,
  { from, to }: Span = { from: 0, to: positions(params) },
): void {
  const { time, channels, states } = params;
  if (from === 0) keepParameters(t, params);
  const h = new Float64Array(channels * states); // of one history, channel by channel
  resume(h, t, from, params);
  for (let row = from; row < to; row++) {
    if (row % time === 0) h.fill(0);
    keepState(h, t, row, params);
    advance(h, t, row, params);
    for (let c = 0; c < channels; c++) {
      let sum = t.skip[c] * t.u[row * channels + c];
      for (let n = 0; n < states; n++) sum += h[c * states + n] * t.bc[(row * 2 + 1) * states + n];
      t.y[row * channels + c] = sum;
    }
  }
}

function keepParameters({ a_log, skip, kept }: ForwardTensors, params: ScanParams): void {
  const { channels, states } = params;
  for (let c = 0; c < channels; c++) {
    for (let n = 0; n < states; n++) {
      kept[keptAt(0, n, c, params)] = Math.LOG2E * Math.exp(Math.min(a_log[c * states + n], LARGEST_RATE));
    }
    kept[keptAt(0, states, c, params)] = skip[c];
  }
}

/** The state before `row`, from the last one that was kept. */
function resume(h: Floats, t: ForwardTensors, row: number, params: ScanParams): void {
  const { time, channels, states } = params;
  const at = row % time;
  if (at === 0) return;
  const first = row - 1 - ((at - 1) % SEGMENT);
  for (let c = 0; c < channels; c++) {
    for (let n = 0; n < states; n++) h[c * states + n] = t.kept[keptAt(recordOf(first, params), n, c, params)];
  }
  for (let before = first; before < row; before++) advance(h, t, before, params);
}

/** Before the first position of a segment the state, at every position its bit. */
function keepState(h: Floats, { kept, starts }: ForwardTensors, row: number, params: ScanParams): void {
  const { time, channels, states } = params;
  const record = recordOf(row, params);
  const place = (row % time) % SEGMENT;
  const begins = starts !== undefined && starts[row] !== 0;
  for (let c = 0; c < channels; c++) {
    const bits = keptAt(record, states, c, params);
    kept[bits] = (place === 0 ? 0 : kept[bits] % 2 ** place) + (begins ? 2 ** place : 0);
    if (place > 0) continue;
    for (let n = 0; n < states; n++) kept[keptAt(record, n, c, params)] = h[c * states + n];
  }
}

/** h_{t−1} to h_t. */
function advance(h: Floats, t: ForwardTensors, row: number, params: ScanParams): void {
  const { channels, states } = params;
  const { kept, bc } = t;
  if (t.starts !== undefined && t.starts[row] !== 0) h.fill(0);
  for (let c = 0; c < channels; c++) {
    const step = softplus.value(t.delta[row * channels + c]);
    const drive = step * t.u[row * channels + c];
    const fades = -step * Math.LN2; // e to a power takes a third of the time of 2 to one
    for (let n = 0, [at, written] = [c * states, row * 2 * states]; n < states; n++, at++) {
      h[at] = Math.exp(fades * kept[n * channels + c]) * h[at] + drive * bc[written + n];
    }
  }
}

type BackwardTensors = Tensors<'u' | 'delta' | 'bc' | 'kept' | 'dy' | 'du' | 'ddelta' | 'dbc' | 'da_log' | 'dskip'>;

/**
 * With λ_t = dy_t C_t + keep_{t+1} ⊙ λ_{t+1}, keep_t = e^(−Δ_t e^a_log), 0 where a history begins:
 *
 *   dC_t = Σ_c dy_t h_t        dB_t = Σ_c Δ_t u_t λ_t        du_t = skip · dy_t + Δ_t ⟨λ_t, B_t⟩        dskip = Σ_t dy_t u_t
 *   dΔ_t = u_t ⟨λ_t, B_t⟩ − ⟨λ_t ⊙ keep_t ⊙ h_{t−1}, e^a_log⟩, ddelta_t = σ(delta_t) dΔ_t
 *   da_log = −Σ_t λ_t ⊙ keep_t ⊙ h_{t−1} · Δ_t e^a_log
 */
export function backward(t: BackwardTensors, params: ScanParams): void {
  for (const sum of [t.dbc, t.da_log, t.dskip]) sum.fill(0);
  for (let b = 0; b < params.batch; b++) {
    for (let c = 0; c < params.channels; c++) backThroughTime(t, b, c, params);
  }
}

/** What holds at one position and channel. */
function at(t: BackwardTensors, row: number, c: number, params: ScanParams) {
  const { time, channels, states } = params;
  const bits = t.kept[keptAt(recordOf(row, params), states, c, params)];
  const begins = Math.floor(bits / 2 ** ((row % time) % SEGMENT)) % 2 === 1;
  const step = softplus.value(t.delta[row * channels + c]);
  const rates = Float64Array.from({ length: states }, (_, n) => t.kept[keptAt(0, n, c, params)] * Math.LN2);
  return { step, rates, keeps: rates.map((rate) => (begins ? 0 : Math.exp(-step * rate))) };
}

function backThroughTime(t: BackwardTensors, b: number, c: number, params: ScanParams): void {
  const { time, channels, states } = params;
  const before = new Float64Array((time + 1) * states); // h_{t−1} at t
  for (let s = 0; s < time; s++) {
    const row = b * time + s;
    const { step, keeps } = at(t, row, c, params);
    const drive = step * t.u[row * channels + c];
    keeps.forEach((keep, n) => {
      before[(s + 1) * states + n] = keep * before[s * states + n] + drive * t.bc[row * 2 * states + n];
    });
  }
  const skip = t.kept[keptAt(0, states, c, params)];
  const flow = new Float64Array(states);
  for (let s = time - 1; s >= 0; s--) {
    const row = b * time + s;
    const { step, rates, keeps } = at(t, row, c, params);
    const [u, dy] = [t.u[row * channels + c], t.dy[row * channels + c]];
    let [written, forgotten] = [0, 0];
    for (let n = 0; n < states; n++) {
      const [B, C] = [row * 2 * states + n, (row * 2 + 1) * states + n];
      const adjoint = dy * t.bc[C] + flow[n];
      const faded = adjoint * keeps[n] * before[s * states + n];
      t.dbc[B] += step * u * adjoint;
      t.dbc[C] += dy * before[(s + 1) * states + n];
      t.da_log[c * states + n] -= faded * step * rates[n];
      written += adjoint * t.bc[B];
      forgotten += faded * rates[n];
      flow[n] = keeps[n] * adjoint;
    }
    t.du[row * channels + c] = skip * dy + step * written;
    t.ddelta[row * channels + c] = (u * written - forgotten) * softplus.slope(t.delta[row * channels + c]);
    t.dskip[c] += dy * u;
  }
}
