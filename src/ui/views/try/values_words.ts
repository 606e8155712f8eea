import type { HistoryEntry } from '../../../state/slices/try.ts';
import { counted, rounded } from '../../format.ts';

/** What a model that tells these values of events apart is told of a history; empty where it knows the value of each. */
export function valuesSentence(
  history: readonly Pick<HistoryEntry, 'value' | 'muted'>[],
  levels: readonly number[],
): string {
  const read = history.filter(({ muted }) => !muted);
  const unknown = read.filter(({ value }) => value === null).length;
  const [first, last] = [levels.at(0), levels.at(-1)];
  if (unknown === 0 || first === undefined || last === undefined) return '';
  const of = unknown === read.length ? 'these' : counted(unknown, 'item');
  const span = first === last ? rounded(first) : `${rounded(first)} to ${rounded(last)}`;
  return `This model reads what each event was worth, such as a rating (${span} in its data). Of ${of} nobody knows it, and it is asked as if it could not be known.`;
}
