import type { ReallyNext } from '../../../state/history_edits.ts';
import type { RankedList } from '../../../state/slices/try.ts';
import { placeWords } from './place_words.ts';

/** Books of a history that are shown, where there is room and where there is less (`.sequence` in try.css). */
export const WIDE = 3;
export const NARROW = 2;

/** "6 before …" where `shown` of a history are shown; nothing where that is all of it. */
export const beforeWords = (length: number, shown: number): string =>
  length > shown ? `${length - shown} before …` : '';

/** What was really taken, and where the model has it; of an edited history no list has to have it. */
export const reallyWords = ({ item, asked }: ReallyNext, list: Pick<RankedList, 'places' | 'search'>): string =>
  asked
    ? `really taken; the model has it ${placeWords(list, item.id)}`
    : 'really taken after the history as it was; this one is edited';
