import type { Floats } from '../../src/kernel/kernel.ts';
import { softplus } from '../pointwise/pointwise.reference.ts';

interface Extents {
  readonly samples: number;
  readonly width: number;
}

type LossTensors = Readonly<
  Record<
    'negative_logits' | 'h' | 'positive_rows' | 'targets' | 'negatives' | 'inverse_count' | 'dpositive' | 'loss',
    Floats
  >
>;

/** ⟨h[r], positive_rows[r]⟩. */
function positiveScore(t: LossTensors, r: number, { width }: Extents): number {
  let score = 0;
  for (let c = r * width; c < (r + 1) * width; c++) score += t.h[c] * t.positive_rows[c];
  return score;
}

/**
 * Softmax over each row's target and the shared negatives, scores corrected by ln q of their chance to be drawn; negatives
 * equal to the target masked. negative_logits ← their derivative · inverse_count, dpositive the target's. Rows without a
 * target: loss and gradient 0. Bengio & Senécal 2008; Yi et al. 2019.
 */
export function sampledSoftmax(
  t: LossTensors & Readonly<Record<'correction' | 'target_correction', Floats>>,
  extents: Extents,
): void {
  t.targets.forEach((target, r) => {
    const z = t.negative_logits.subarray(r * extents.samples, (r + 1) * extents.samples);
    const a = z.map((value, j) => (t.negatives[j] === target ? -Infinity : value - t.correction[j]));
    const positive = positiveScore(t, r, extents) - t.target_correction[r];
    const largest = a.reduce((max, value) => Math.max(max, value), positive);
    const sum = a.reduce((total, value) => total + Math.exp(value - largest), Math.exp(positive - largest));
    // Not by the sum's logarithm added to the largest score: beside 10²⁹ it would be lost.
    const weight = target === 0 ? 0 : t.inverse_count[0];
    z.set(a.map((value) => (weight * Math.exp(value - largest)) / sum));
    t.dpositive[r] = weight * (Math.exp(positive - largest) / sum - 1);
    t.loss[r] = target === 0 ? 0 : Math.log(sum) + (largest - positive);
  });
}

/**
 * loss = −(β·ln σ(s⁺) + Σ_j ln(1 − σ(z_j))) / (samples + 1); negatives equal to the target count 0. negative_logits ← their
 * derivative · inverse_count, dpositive the target's. Petrov & Macdonald 2023 (gSASRec), arXiv:2308.07192.
 */
export function sampledBce(t: LossTensors, params: Extents & { readonly beta: number }): void {
  const { samples, beta } = params;
  t.targets.forEach((target, r) => {
    const z = t.negative_logits.subarray(r * samples, (r + 1) * samples);
    const weight = (target === 0 ? 0 : t.inverse_count[0]) / (samples + 1);
    const positive = positiveScore(t, r, params);
    const misses = z.map((value, j) => (t.negatives[j] === target ? 0 : softplus.value(value)));
    const sum = misses.reduce((total, value) => total + value, beta * softplus.value(-positive));
    z.set(z.map((value, j) => (t.negatives[j] === target ? 0 : weight * softplus.slope(value))));
    t.dpositive[r] = weight * beta * (softplus.slope(positive) - 1);
    t.loss[r] = target === 0 ? 0 : sum / (samples + 1);
  });
}

/**
 * β of gBCE: the exponent of the target's probability that undoes the over-confidence of sampling `samples` negatives
 * uniformly from a catalogue of `items`. `calibration` t in [0, 1]: 0 is plain binary cross-entropy, 1 fully calibrated.
 * Petrov & Macdonald 2023: α = samples / (items − 1), β = α·(t·(1 − 1/α) + 1/α).
 */
export function gbceBeta(samples: number, items: number, calibration: number): number {
  const alpha = samples / (items - 1);
  return alpha * (calibration * (1 - 1 / alpha) + 1 / alpha);
}

/** y[r] = scale[r] · x[r]. */
export function scaleRows(
  t: Readonly<Record<'scale' | 'x' | 'y', Floats>>,
  { width }: { readonly width: number },
): void {
  t.x.forEach((x, i) => (t.y[i] = t.scale[Math.floor(i / width)] * x));
}

/** y[r] = sofar[r] + scale[r] · x[r]. */
export function addScaledRows(
  t: Readonly<Record<'sofar' | 'scale' | 'x' | 'y', Floats>>,
  { width }: { readonly width: number },
): void {
  t.x.forEach((x, i) => (t.y[i] = t.sofar[i] + t.scale[Math.floor(i / width)] * x));
}
