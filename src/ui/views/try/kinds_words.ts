import type { HistoryEntry } from '../../../state/slices/try.ts';
import { counted } from '../../format.ts';

/** What a model that tells these kinds of events apart is told of a history; empty where it knows the kind of each. */
export function kindsSentence(
  history: readonly Pick<HistoryEntry, 'kind' | 'muted'>[],
  kinds: readonly string[],
): string {
  const read = history.filter(({ muted }) => !muted);
  const unknown = read.filter(({ kind }) => kind === null || !kinds.includes(kind)).length;
  if (unknown === 0) return '';
  const of = unknown === read.length ? 'these' : counted(unknown, 'item');
  return `This model reads of which kind each event was, such as ${kinds[0]}. Of ${of} nobody knows it, and it is asked as if it could not be known.`;
}
