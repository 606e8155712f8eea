/** What transformers over histories have in common, whichever way they look. */
import type { Tensor } from '../graph/tensor.ts';
import { attention } from '../mixers/attention.ts';
import { mlp, norm, selfAttention } from '../nn/layers.ts';
import type { Scope } from '../nn/scope.ts';
import type { Preset } from '../parts/part.ts';
import type { Settings } from '../parts/settings.ts';
import { normSays, presetSays } from './common.ts';
import type { StageWords } from './model.ts';

export const transformerSettings = {
  blocks: {
    usual: 2,
    minimum: 1,
    maximum: 8,
    step: 1,
    help: 'Transformer blocks, one after another',
    raised: 'Raised: it can follow longer reasons, takes more time a step, and learns small data by heart sooner.',
  },
  ...attention.settings,
} as const satisfies Settings;

export const transformerPresets: readonly [Preset, ...Preset[]] = [
  { name: 'standard', says: presetSays.standard, values: {} },
  { name: 'tiny', says: presetSays.tiny, values: { blocks: 1, heads: 1, width: 32, length: 20 }, light: true },
  { name: 'long', says: presetSays.long, values: { length: 100 } },
  { name: 'large', says: presetSays.large, values: { blocks: 4, heads: 4, width: 128, length: 100 } },
];

export const headsMisfit = (c: { readonly width: number; readonly heads: number }): string | null =>
  attention.misfit(c.width, c);

/** Parts of a block that looks back. */
export const causalStages: readonly StageWords[] = [
  { scope: 'block#.norm1', title: 'Norm', says: normSays, settings: [] },
  {
    scope: 'block#.attention',
    title: 'Attention',
    says: attention.says,
    settings: ['heads', 'blocks', 'dropout'],
  },
  { scope: 'block#.norm2', title: 'Norm', says: normSays, settings: [] },
  {
    scope: 'block#.mlp',
    title: 'MLP',
    says: 'Thinks about each position alone, four times as wide inside.',
    settings: ['blocks', 'dropout'],
  },
];

/**
 * h + SA(LN(h)), then h + FFN(LN(h)): normalised before each sublayer, with a residual stream that stays clean.
 *
 * @param h      (B, T, C)
 * @param reach  how far histories reach: see ops/attention
 * @param at     u32 (N): the only positions that are wanted
 * @returns      (B, T, C), or (N, C) where positions are named
 */
export function causalBlock(
  w: Scope,
  h: Tensor,
  reach: Tensor,
  { heads, dropout }: { readonly heads: number; readonly dropout: number },
  at?: Tensor,
): Tensor {
  h = selfAttention(w.at('attention'), norm(w.at('norm1'), h), h, reach, { heads, dropout, mask: 'causal' }, at);
  return mlp(w.at('mlp'), norm(w.at('norm2'), h), h, 4, 'gelu', dropout);
}
