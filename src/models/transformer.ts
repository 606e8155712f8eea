/** What transformers over histories have in common, whichever way they look. */
import type { Preset } from '../parts/part.ts';
import type { Settings } from '../parts/settings.ts';
import { presetSays } from './common.ts';

export const transformerSettings = {
  blocks: {
    usual: 2,
    minimum: 1,
    maximum: 8,
    step: 1,
    help: 'Transformer blocks, one after another',
    raised: 'Raised: it can follow longer reasons, takes more time a step, and learns small data by heart sooner.',
  },
  heads: {
    usual: 2,
    minimum: 1,
    maximum: 8,
    step: 1,
    help: 'Attention heads per block; each is width / heads wide',
    raised: 'Raised: more reasons to look around at once, each with fewer numbers; the time stays about the same.',
  },
} as const satisfies Settings;

export const transformerPresets: readonly [Preset, ...Preset[]] = [
  { name: 'standard', says: presetSays.standard, values: {} },
  { name: 'tiny', says: presetSays.tiny, values: { blocks: 1, heads: 1, width: 32, length: 20 }, light: true },
  { name: 'long', says: presetSays.long, values: { length: 100 } },
  { name: 'large', says: presetSays.large, values: { blocks: 4, heads: 4, width: 128, length: 100 } },
];

/** A head is whole vectors of four numbers wide. */
export const headsMisfit = ({ width, heads }: { readonly width: number; readonly heads: number }): string | null =>
  width % (4 * heads) === 0
    ? null
    : `width ${width} with ${heads} heads, expected a width that is a multiple of 4 · heads`;
