/** What a run asks of its model as it stands: on the validation targets, on the test targets, and the list of one user. */
import { measureModel, rankModel, type ModelRanks } from '../../evaluate/model_evaluation.ts';
import type { ModelRanker } from '../../evaluate/model_ranker.ts';
import { meanAtCutoffs } from '../../evaluate/ranking.ts';
import type { KnownItems } from '../data/items.ts';
import type { Metrics } from './evaluation_messages.ts';
import type { ValidationPoint, Watched } from './messages.ts';
import { describeWatched, watchedQuery } from './watched.ts';
import type { Blueprint } from './workbench.ts';

/** What a run found on the test targets with its best weights. */
export interface Tested {
  readonly metrics: Metrics;
  readonly ranks: ModelRanks;
}

export async function validated(
  { split, recipe }: Blueprint,
  ranker: ModelRanker,
): Promise<Pick<ValidationPoint, 'hr10' | 'ndcg10'>> {
  const { ranks } = await rankModel(ranker, split, 'validation', recipe.protocol);
  return { hr10: meanAtCutoffs('hr', ranks)['10'], ndcg10: meanAtCutoffs('ndcg', ranks)['10'] };
}

export async function tested({ split, recipe }: Blueprint, ranker: ModelRanker): Promise<Tested> {
  const ranks = await rankModel(ranker, split, 'test', recipe.protocol);
  return { metrics: await measureModel(split, 'test', recipe.protocol, ranks), ranks };
}

/** The list of validation target `index` after `step` steps. */
export async function watchedNow(
  print: Blueprint,
  ranker: ModelRanker,
  items: KnownItems,
  at: { readonly step: number; readonly index: number },
): Promise<Watched> {
  for await (const answer of ranker.answers([watchedQuery(print, at.index)]))
    return describeWatched(print, items, at, answer);
  throw new Error('watched: a ranker answers every query');
}
