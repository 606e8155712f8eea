import { counted } from '../core/counted.ts';
import { percent } from '../core/percent.ts';
import type { Attention } from './attention_summaries.ts';
import { mark } from './picture.ts';

/** Share above which a habit is worth a sentence. */
const HABIT = 0.3;

/**
 * What the picture shows, in two sentences: where the last position looks, and what all of them like to look at.
 *
 * @param items  positions that hold an item; one behind them is a mask
 */
export function whatIsSeen(attention: Attention, history: ArrayLike<number>, items = history.length): string {
  const { name, size, weights } = attention;
  const last = weights.subarray((size - 1) * size);
  const most = last.indexOf(Math.max(...last));
  const where = `${name} puts ${percent(last[most])} of its weight on ${positionWords(most, items)}, ${mark(history[most])}`;
  return `When the next item is asked for, ${where}${spreadWords(last, most, items)}.${habitSentence(attention, items)}`;
}

/** Where a position lies, seen from the end of a history of `items`. */
export function positionWords(position: number, items: number): string {
  const back = items - 1 - position;
  if (back < 0) return 'the mask behind the history';
  if (back === 0) return 'the last item';
  if (back === 1) return 'the item before the last';
  return position === 0 ? 'the first item' : `the item ${back} before the last`;
}

/** How many places hold half of the weight, where that is not the first one alone; a mask behind the items is no item. */
export function spreadWords(row: Float32Array, most: number, items: number): string {
  const total = row.reduce((sum, weight) => sum + weight, 0);
  if (row[most] >= total / 2) return '';
  const sorted = [...row].sort((a, b) => b - a);
  let sum = 0;
  const needed = sorted.findIndex((weight) => (sum += weight) >= total / 2) + 1;
  const withMask = row.subarray(items).some((weight) => weight >= sorted[needed - 1]);
  const things = withMask ? `${counted(needed - 1, 'item')} and the mask` : counted(needed, 'item');
  return `; ${things} together hold half of it`;
}

function habitSentence({ size, weights }: Attention, items: number): string {
  if (size < 3) return '';
  const seesAll = weights[1] > 0; // the first position, of the second
  // The first position has nothing else to look at and says nothing, unless it sees what is behind it.
  const first = seesAll ? 0 : 1;
  const mean = (at: (i: number) => number): number => {
    let sum = 0;
    for (let i = first; i < size; i++) sum += at(i) < 0 || at(i) >= size ? 0 : weights[i * size + at(i)];
    return sum / (size - first);
  };
  const behind = [
    { words: 'at the item just behind', share: mean((i) => i + 1) },
    ...(items < size ? [{ words: 'at the mask behind the history', share: mean(() => items) }] : []),
  ];
  const habits = [
    { words: 'at the item itself', share: mean((i) => i) },
    { words: 'at the item just before', share: mean((i) => i - 1) },
    { words: 'at the beginning of the history', share: mean(() => 0) },
    ...(seesAll ? behind : []),
  ].sort((a, b) => b.share - a.share);
  const [{ words, share }] = habits;
  return share < HABIT ? '' : ` Over the whole history it looks mostly ${words} (${percent(share)} on average).`;
}
