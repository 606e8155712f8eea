import type { Recommendation } from '../../../worker/contract.ts';
import type { Places } from '../../../state/slices/try.ts';

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

/** 0 to 1: how far a score lies above the lowest known one, the first place being 1. */
export function shareOf(score: number, best: number, floor: number): number {
  return best > floor ? Math.max(0, (score - floor) / (best - floor)) : 1;
}
