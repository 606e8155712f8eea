import type { Floats, Span } from '../../src/kernel/kernel.ts';
import { sigmoid } from '../pointwise/pointwise.reference.ts';

export interface GruParams {
  readonly batch: number;
  readonly time: number;
  readonly hidden: number;
}

type Tensors<Names extends string> = Readonly<Record<Names, Floats>>;

/** Not 0 where a history begins beside the first position of its row; absent: nowhere. */
interface Packed {
  readonly starts?: Floats;
}

/** Positions of all histories. */
export const positions = ({ batch, time }: GruParams): number => batch * time;

const sigma = sigmoid.value;

const begins = ({ starts }: Packed, row: number, time: number): boolean =>
  row % time === 0 || (starts !== undefined && starts[row] !== 0);

/**
 * r, z = σ(gates_{r,z} + W_{r,z}·h_{t−1} + b_{r,z});  m = W_n·h_{t−1} + b_n;  n = tanh(gates_n + r ⊙ m);
 * h_t = (1 − z) ⊙ n + z ⊙ h_{t−1}, h_{t−1} = 0 where a history begins. Rows are positions; each needs those before it.
 */
export function forward(
  t: Tensors<'gates' | 'weight' | 'bias' | 'h' | 'before' | 'cell'> & Packed,
  params: GruParams,
  { from, to }: Span = { from: 0, to: positions(params) },
): void {
  const { time, hidden } = params;
  const { weight, before } = t;
  for (let row = from; row < to; row++) {
    const fresh = begins(t, row, time);
    for (let j = 0; j < hidden; j++) t.before[row * hidden + j] = fresh ? 0 : t.h[(row - 1) * hidden + j];
    for (let j = 0; j < hidden; j++) {
      const [ofR, ofZ, ofN] = [j, hidden + j, 2 * hidden + j];
      let [wr, wz, m] = [t.bias[ofR], t.bias[ofZ], t.bias[ofN]];
      for (let i = 0, at = row * hidden; i < hidden; i++, at++) {
        const x = before[at];
        wr += weight[ofR * hidden + i] * x;
        wz += weight[ofZ * hidden + i] * x;
        m += weight[ofN * hidden + i] * x;
      }
      const [given, cell] = [row * 3 * hidden + j, row * 4 * hidden + j];
      const r = sigma(t.gates[given] + wr);
      const z = sigma(t.gates[given + hidden] + wz);
      const n = Math.tanh(t.gates[given + 2 * hidden] + r * m);
      [t.cell[cell], t.cell[cell + hidden]] = [r, z];
      [t.cell[cell + 2 * hidden], t.cell[cell + 3 * hidden]] = [n, m];
      t.h[row * hidden + j] = (1 - z) * n + z * t.before[row * hidden + j];
    }
  }
}

/**
 * Backward through time, with g_t = dh_t + what flows back from t + 1:
 *
 *   dn = g ⊙ (1 − z) ⊙ (1 − n²)    dz = g ⊙ (h_{t−1} − n) ⊙ z(1 − z)    dr = dn ⊙ m ⊙ r(1 − r)    dm = dn ⊙ r
 *   to t − 1:  g ⊙ z + Wᵀ·(dr, dz, dm), nothing from where a history begins
 *
 * `dgates` is (dr, dz, dn), the gradient of what the input gives; `drecurrent` is (dr, dz, dm), that of W·h_{t−1} + b.
 */
export function backward(
  t: Tensors<'dh' | 'weight' | 'before' | 'cell' | 'dgates' | 'drecurrent'> & Packed,
  { batch, time, hidden }: GruParams,
): void {
  for (let b = 0; b < batch; b++) {
    const back = new Float64Array(hidden);
    for (let at = time - 1; at >= 0; at--) {
      const row = b * time + at;
      for (let j = 0; j < hidden; j++) {
        const [r, z, n, m] = [0, 1, 2, 3].map((part) => t.cell[(row * 4 + part) * hidden + j]);
        const g = t.dh[row * hidden + j] + back[j];
        const dn = g * (1 - z) * (1 - n * n);
        const dz = g * (t.before[row * hidden + j] - n) * z * (1 - z);
        const dr = dn * m * r * (1 - r);
        [dr, dz, dn].forEach((value, gate) => (t.dgates[(row * 3 + gate) * hidden + j] = value));
        [dr, dz, dn * r].forEach((value, gate) => (t.drecurrent[(row * 3 + gate) * hidden + j] = value));
        back[j] = g * z;
      }
      if (begins(t, row, time)) back.fill(0);
      else addTransposed(back, t.weight, t.drecurrent.subarray(row * 3 * hidden, (row + 1) * 3 * hidden));
    }
  }
}

/** y += Wᵀ·d. */
function addTransposed(y: Floats, weight: Floats, d: Floats): void {
  d.forEach((value, k) => {
    for (let i = 0; i < y.length; i++) y[i] += weight[k * y.length + i] * value;
  });
}
