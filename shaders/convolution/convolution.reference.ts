import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { silu } from '../pointwise/pointwise.reference.ts';

export interface ConvolutionParams {
  readonly batch: number;
  readonly time: number;
  readonly channels: number;
}

type Tensors<Names extends string> = Readonly<Record<Names, Floats>> & { readonly starts?: Floats };

export const TAPS = 4;

/** Positions of all histories. */
export const positions = ({ batch, time }: ConvolutionParams): number => batch * time;

const all = (params: ConvolutionParams): Span => ({ from: 0, to: positions(params) });

/** Whether a history begins at this position. */
const begins = (row: number, { time }: ConvolutionParams, starts: Floats | undefined): boolean =>
  row % time === 0 || (starts !== undefined && starts[row] !== 0);

/** Positions of the same history before `row` that its sum reads: at most three. */
function reach(row: number, params: ConvolutionParams, starts: Floats | undefined): number {
  let back = 0;
  while (back < TAPS - 1 && !begins(row - back, params, starts)) back++;
  return back;
}

/** p_t = Σ_j w_j ⊙ x_{t−3+j} + b at one position and channel. */
function sumAt(t: Tensors<'x' | 'weight' | 'bias'>, row: number, c: number, params: ConvolutionParams): number {
  const { channels } = params;
  let sum = t.bias[c];
  for (let back = 0; back <= reach(row, params, t.starts); back++) {
    sum += t.weight[(TAPS - 1 - back) * channels + c] * t.x[(row - back) * channels + c];
  }
  return sum;
}

/** y_t = silu(Σ_j w_j ⊙ x_{t−3+j} + b), x = 0 before the history begins. Gu & Dao 2023, figure 3. */
export function forward(
  t: Tensors<'x' | 'weight' | 'bias' | 'y'>,
  params: ConvolutionParams,
  { from, to }: Span = all(params),
): void {
  const { channels } = params;
  for (let row = from; row < to; row++) {
    for (let c = 0; c < channels; c++) t.y[row * channels + c] = silu.value(sumAt(t, row, c, params));
  }
}

/** With g_t = dy_t ⊙ silu′(p_t): dx_s = Σ_j w_j ⊙ g_{s+3−j}, dw_j = Σ_t g_t ⊙ x_{t−3+j}, db = Σ_t g_t, within a history. */
export function backward(
  t: Tensors<'dy' | 'x' | 'weight' | 'bias' | 'dx' | 'dweight' | 'dbias'>,
  params: ConvolutionParams,
): void {
  const { channels } = params;
  for (const sum of [t.dx, t.dweight, t.dbias]) sum.fill(0);
  for (let row = 0; row < positions(params); row++) {
    const before = reach(row, params, t.starts);
    for (let c = 0; c < channels; c++) {
      const g = t.dy[row * channels + c] * silu.slope(sumAt(t, row, c, params));
      t.dbias[c] += g;
      for (let back = 0; back <= before; back++) {
        const [w, x] = [(TAPS - 1 - back) * channels + c, (row - back) * channels + c];
        t.dx[x] += t.weight[w] * g;
        t.dweight[w] += t.x[x] * g;
      }
    }
  }
}
