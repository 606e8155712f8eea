import { normals } from './inputs.ts';

/** Sizes of a selective scan. */
export interface ScanSizes {
  readonly batch: number;
  readonly length: number;
  readonly channels: number;
  readonly states: number;
}

/**
 * With Δ = softplus(delta): h_t = e^(−Δ_t·e^aLog) ⊙ h_{t−1} + Δ_t u_t B_t from h = 0, y_t = ⟨C_t, h_t⟩ + skip ⊙ u_t. The gradient is
 * that of Σ y ⊙ dy.
 */
export interface ScanProblem {
  readonly sizes: ScanSizes;
  /** u, delta and dy (batch, length, channels); b and c (batch, length, states); aLog (channels, states); skip (channels). */
  readonly tensors: Readonly<Record<ScanTensor | 'dy', Float32Array<ArrayBuffer>>>;
}

/** What a gradient has a part for, in this order. */
export const SCAN_TENSORS = ['u', 'delta', 'b', 'c', 'aLog', 'skip'] as const;
export type ScanTensor = (typeof SCAN_TENSORS)[number];

export const SCAN_SIZES: ScanSizes = { batch: 2, length: 256, channels: 64, states: 16 };

export function scanProblem(sizes: ScanSizes = SCAN_SIZES): ScanProblem {
  const { batch, length, channels, states } = sizes;
  const drawn = (width: number, name: string) => normals(batch * length * width, 1, `scan ${name}`);
  const tensors = {
    u: drawn(channels, 'u'),
    delta: drawn(channels, 'delta').map((x) => x - 3.5), // steps of about 0.03, as Mamba starts them
    b: drawn(states, 'b'),
    c: drawn(states, 'c'),
    aLog: Float32Array.from({ length: channels * states }, (_, i) => Math.log((i % states) + 1)),
    skip: normals(channels, 1, 'scan skip'),
    dy: drawn(channels, 'dy'),
  };
  return { sizes, tensors };
}
