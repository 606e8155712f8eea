import type { Floats } from '../../src/kernel/kernel.ts';

/** squared_norm = Σ gradient². */
export function squaredNorm(t: Readonly<Record<'gradient' | 'squared_norm', Floats>>): void {
  t.squared_norm[0] = t.gradient.reduce((sum, g) => sum + g * g, 0);
}

export interface AdamwParams {
  readonly count: number;
  /** Elements before this index get weight decay. */
  readonly decayed: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly eps: number;
  readonly weight_decay: number;
  /** Largest global gradient norm; 0 clips nothing. */
  readonly clip: number;
}

type AdamwTensors = Readonly<
  Record<'parameters' | 'first_moment' | 'second_moment' | 'gradient' | 'squared_norm' | 'schedule', Floats>
>;

/**
 * One step, in place; nothing where squared_norm is not finite. schedule = [α, 1 − β₁ᵗ, 1 − β₂ᵗ, –].
 * Loshchilov & Hutter 2019, algorithm 2, in the order of torch.optim.AdamW; clipping as torch's clip_grad_norm_.
 */
export function adamw(t: AdamwTensors, params: AdamwParams): void {
  const { count, decayed, beta1, beta2, eps, weight_decay: weightDecay, clip } = params;
  const squaredNorm = t.squared_norm[0];
  if (!Number.isFinite(squaredNorm)) return;
  const [rate, correction1, correction2] = t.schedule;
  const scale = clip === 0 ? 1 : Math.min(1, clip / (Math.sqrt(squaredNorm) + 1e-6));
  for (let i = 0; i < count; i++) {
    const g = scale * t.gradient[i];
    const m = (t.first_moment[i] = beta1 * t.first_moment[i] + (1 - beta1) * g);
    const v = (t.second_moment[i] = beta2 * t.second_moment[i] + (1 - beta2) * g * g);
    const decay = i < decayed ? rate * weightDecay : 0;
    t.parameters[i] = (1 - decay) * t.parameters[i] - ((rate / correction1) * m) / (Math.sqrt(v / correction2) + eps);
  }
}
