import { asked } from '../../../core/asked.ts';
import { named } from '../../../core/lists_words.ts';
import type { Steering, SteeringPrice } from '../../../worker/contract.ts';
import { counted, score, unparted } from '../../format.ts';

/** What the lists are steered by, shortly. */
export function steeringWords(steer: Steering): string {
  const { only = [], without = [], onlyItems, withoutItems = [], popularity = 0, diversity = 0 } = steer;
  const parts = [
    ...(only.length === 0 ? [] : [`only ${only.join(', ')}`]),
    ...(without.length === 0 ? [] : [`not ${without.join(', ')}`]),
    ...(onlyItems === undefined ? [] : [`only ${counted(onlyItems.length, 'item')} of a list`]),
    ...(withoutItems.length === 0 ? [] : [`never ${counted(withoutItems.length, 'item')} of a list`]),
    ...(popularity === 0 ? [] : [popularity > 0 ? 'more of what many take' : 'more of what few take']),
    ...(diversity === 0 ? [] : ['more categories']),
  ];
  return parts.length === 0 ? 'as they are scored' : parts.join('; ');
}

/** Why the list of the model is held to categories and does not lean; nothing where it may. */
export function heldWords(searched: boolean, typed: boolean): string {
  if (searched)
    return 'The list of the model is searched for, so that not all scores are known: it is held to categories and items only.';
  if (typed)
    return 'Nobody has taken the typed items: the list of the model, where they stand, is held to categories only.';
  return '';
}

const signed = (x: number): string => `${x < 0 ? '−' : '+'}${score(Math.abs(x))}`;

/** What steering costs, with its interval; nothing before it is known. */
export function priceWords(price: SteeringPrice | null): string {
  if (price === null) return '';
  const { free, steered, difference } = price;
  const interval = `95 % [${signed(difference.low)}, ${signed(difference.high)}]`;
  return unparted(
    `NDCG@10 ${score(free.ndcg10)} becomes ${score(steered.ndcg10)} (${signed(difference.value)}, ${interval}), HR@10 ${score(free.hr10)} becomes ${score(steered.hr10)}: validation targets of ${asked(price)}.`,
  );
}

/** Ids of the rules that are no items, so that nobody thinks they were held to. */
export const unknownWords = (ids: readonly string[]): string =>
  ids.length === 0
    ? ''
    : `${counted(ids.length, 'id of the rules is no item', 'ids of the rules are no items')} of the catalogue: ${named({ count: ids.length, first: ids.slice(0, 5) })}.`;
