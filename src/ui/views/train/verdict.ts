import type { RunSummary } from '../../../worker/contract.ts';
import { riseWords, type Rise } from './health.ts';

export interface Headline {
  readonly tone: 'good' | 'warning' | '';
  readonly words: string;
}

/** Whether the model is worth it, said first and without favour. */
export function headline(
  title: string,
  versus: RunSummary['againstBaseline'],
  baselines: RunSummary['baselines'],
  rise: Rise | null = null,
): Headline {
  if (versus === null) return { tone: '', words: `${title} was tested; no baseline was.` };
  const { difference, baseline } = versus;
  const rival = baselines.find(({ name }) => name === baseline)?.title ?? baseline;
  if (difference.low > 0)
    return {
      tone: 'good',
      words: `${title} is worth it here: it beats ${rival}, the best baseline on the validation targets.`,
    };
  if (difference.high < 0) {
    return {
      tone: 'warning',
      words: `The baseline wins: ${rival} is better than ${title} here, and needs no training. ${rise === null ? 'Use it, or train longer.' : riseWords(rise)}`,
    };
  }
  return {
    tone: 'warning',
    words: `No winner: ${title} cannot be told from the baseline ${rival}, which needs no training.`,
  };
}

/** The baseline that a model is surely below; null where the model is as good a choice. */
export const winnerOf = (versus: RunSummary['againstBaseline']): string | null =>
  versus !== null && versus.difference.high < 0 ? versus.baseline : null;
