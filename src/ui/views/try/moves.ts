import type { Steps, Recommendation } from '../../../worker/contract.ts';
import { KNOWN } from '../../../state/ranking.ts';
import type { Places, RankedList } from '../../../state/slices/try.ts';

/** "3 in, 3 out; 2 up, 1 down." since the list before, or that nothing moved; nothing where there was none. */
export function movesSentence(items: readonly Recommendation[], before: Places | null, since: string): string {
  if (before === null) return '';
  const was = ({ id }: Recommendation): number => before[id] ?? Infinity;
  const entered = items.filter((item) => was(item) >= items.length).length;
  const stayed = items.filter((item) => was(item) < items.length);
  const up = stayed.filter((item) => item.rank < was(item)).length;
  const down = stayed.filter((item) => item.rank > was(item)).length;
  const left = Object.values(before).filter((place) => place < items.length).length - stayed.length;
  const parts = [
    entered + left > 0 ? `${entered} in, ${left} out` : '',
    up + down > 0 ? `${up} up, ${down} down` : '',
  ].filter((part) => part !== '');
  return parts.length === 0 ? `Nothing moved ${since}.` : `${parts.join('; ')} ${since}.`;
}

/** 0 to 1: how far a score lies above the lowest known one, the best being 1. */
export function shareOf(score: number, best: number, floor: number): number {
  return best > floor ? Math.max(0, (score - floor) / (best - floor)) : 1;
}

/** Of the first place, what the last change did to it; empty where nothing is known from before. */
export function firstPlaceSentence({ items, places, before, first, search }: RankedList): string {
  const [now] = items;
  if (before === null || first === null || now === undefined) return '';
  if (now.id === first.id) return `“${now.title}” stays first.`;
  const place = places[first.id];
  const left = search === null ? `left the first ${KNOWN}` : 'left the list';
  const fell = place === undefined ? left : `fell to place ${place + 1}`;
  return `“${now.title}” is first now; “${first.title}” ${fell}.`;
}

/** What it took to read the history: "1 of 12 positions was read; the others were there from the list before." */
export function stepsWords({ positions, computed }: Steps): string {
  if (positions <= 1) return '';
  if (computed === 0) return 'Nothing had to be read again.';
  if (computed === positions) return `All ${positions} positions were read.`;
  return `${computed} of ${positions} positions ${computed === 1 ? 'was' : 'were'} read; the others were there from the list before.`;
}
