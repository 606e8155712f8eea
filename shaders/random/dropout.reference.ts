import { threefry2x32 } from '../../src/core/random.ts';

/** Parameters every kernel with dropout carries. */
export interface DropoutParams {
  readonly seed: number;
  /** Which dropout of the model this is. */
  readonly site: number;
  /** rate · 2³², rounded; 0 turns dropout off. */
  readonly threshold: number;
  /** 1 / (1 − rate). */
  readonly keep_scale: number;
}

/** The descriptor's share of those parameters. */
export const dropoutParams = { seed: 'u32', site: 'u32', threshold: 'u32', keep_scale: 'f32' } as const;

/** No dropout, for cases and for inference. */
export const noDropout: DropoutParams = { seed: 0, site: 0, threshold: 0, keep_scale: 1 };

/** The pipeline constant of dropout.wgsl: a pass without dropout is compiled without the random bits. */
export const dropoutConstant = ({ threshold }: Pick<DropoutParams, 'threshold'>): { readonly DROPOUT: number } => ({
  DROPOUT: threshold > 0 ? 1 : 0,
});

/** Parameters of dropout at `rate` in [0, 1). */
export const dropoutAt = (rate: number, seed: number, site: number): DropoutParams => ({
  seed,
  site,
  threshold: Math.round(rate * 2 ** 32),
  keep_scale: Math.fround(1 / (1 - rate)),
});

/** 0 or 1 / (1 − rate) for element `index` at training step `step`; the same bits as `dropout.wgsl`. */
export function dropoutScale(index: number, step: number, p: DropoutParams): number {
  if (p.threshold === 0) return 1;
  const [bits] = threefry2x32([p.seed, p.site], [index, step]);
  return bits < p.threshold ? 0 : p.keep_scale;
}
