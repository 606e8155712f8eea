import { SettingsError } from '../../core/errors.ts';
import { Pacer } from '../../core/pace.ts';
import type { Baseline } from './baseline.ts';
import { NearestTexts } from './nearest_texts.ts';
import { Scorer } from './scorer.ts';

/** How many of the last items count, and how fast they fade. */
const RECENT = 10;
const FADING = 0.8;

/**
 * score(b) = Σ_{j < 10} 0.8ʲ cos(s₋₁₋ⱼ, b) [b is one of the 100 nearest to s₋₁₋ⱼ] + 10⁻⁶ share(b), the cosine that of the words and
 * pieces of words of the two items' titles and categories, weighed as in `termFrequencies`. No item is near itself.
 */
export const baseline: Baseline = {
  name: 'nearest_text',
  order: 7,
  title: 'Nearest text',
  description:
    'Recommends what reads most like the last ten items by titles and categories, recent ones counting more.',
  reads: RECENT,
  readsText: true,
  fit: async (counts, pace = {}) => {
    const { name, catalogue } = counts.split.dataset;
    if (catalogue.titles === null && catalogue.categories === null) {
      throw new SettingsError(
        `nearest_text: ${name} has neither titles nor categories, so that there is no text to compare; ` +
          'choose another baseline, or open a file with titles',
      );
    }
    const texts = await NearestTexts.of(catalogue, new Pacer('nearest_text', pace));
    const say = (item: number, weight: number, scorer: Scorer): void => {
      const { items, cosines } = texts.near(item);
      for (let at = 0; at < items.length; at++) scorer.add(items[at], weight * cosines[at]);
    };
    return new Scorer(counts.floor(1e-6), {
      last: (item, scorer) => say(item, 1, scorer),
      before: (query, scorer) => {
        for (let j = 1; j < Math.min(RECENT, query.length); j++) say(query[query.length - 1 - j], FADING ** j, scorer);
      },
    });
  },
};
