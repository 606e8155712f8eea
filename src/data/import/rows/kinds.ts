/** Of which kind each interaction is, by the words of a column of events. */
import { LONGEST_KIND, MOST_KINDS, UNKNOWN_KIND } from '../../../core/history.ts';
import type { Kinds } from '../../dataset.ts';
import { ByteDictionary } from '../ids/dictionary.ts';
import { Growing } from './growing.ts';
import { ABSENT, NEW, type LaneCodes } from './lanes.ts';

/** Different words beyond which a column holds no kinds of events. */
const MOST_WORDS = 255;

/** The kinds, and what to know of the column, as the end of a sentence; nothing of either where there is nothing to say. */
export interface KindsRead {
  readonly kinds?: Kinds;
  readonly note?: string;
}

/** Words and their places: word w is w + 1, UNKNOWN_KIND where a row says nothing. */
export class EventWords {
  private readonly words = new ByteDictionary();
  private readonly ofEach = new Growing<Uint8Array<ArrayBuffer>>((length) => new Uint8Array(length));

  /** Of so many interactions before, in files without such a column, nothing is known. */
  pass(interactions: number): void {
    while (this.ofEach.length < interactions) this.ofEach.push(UNKNOWN_KIND);
  }

  push(word: number): void {
    this.ofEach.push(word);
  }

  append(words: Uint8Array<ArrayBuffer>): void {
    this.ofEach.append(words);
  }

  /** The word `bytes[start … end)`. */
  of(bytes: Uint8Array, start: number, end: number): number {
    return this.tooMany ? UNKNOWN_KIND : this.words.code(bytes, start, end) + 1;
  }

  /** The word of row r of a column. */
  at(lane: LaneCodes, r: number): number {
    const code = lane.seen(r);
    if (code === ABSENT) return UNKNOWN_KIND;
    if (code !== NEW) return code + 1;
    return this.tooMany ? UNKNOWN_KIND : lane.code(r, this.words) + 1;
  }

  /** The kinds of `interactions`: the words of most of them, of as many the one that came first. Rarer ones are unknown. */
  take(interactions: number): KindsRead {
    const { strings } = this.words;
    if (strings.length === 0) return {};
    if (this.tooMany)
      return { note: `more than ${MOST_WORDS} different words are no kinds of events, and are not kept` };
    if (strings.some((word) => word.length > LONGEST_KIND || !word.isWellFormed())) {
      return { note: `words of more than ${LONGEST_KIND} characters are no kinds of events, and are not kept` };
    }
    this.pass(interactions);
    return kindsOf(strings, this.ofEach.take());
  }

  /** One more than the most is kept, to know it by. */
  private get tooMany(): boolean {
    return this.words.size > MOST_WORDS;
  }
}

function kindsOf(words: readonly string[], ofEach: Uint8Array): KindsRead {
  const counts = new Uint32Array(words.length);
  for (const word of ofEach) if (word !== UNKNOWN_KIND) counts[word - 1]++;
  const named = [...words.keys()].filter((word) => counts[word] > 0);
  named.sort((a, b) => counts[b] - counts[a] || a - b);
  const [kept, rare] = [named.slice(0, MOST_KINDS), named.slice(MOST_KINDS)];
  if (kept.length === 0) return {};
  const kindOf = new Uint8Array(words.length + 1); // UNKNOWN_KIND, of rare words as well
  kept.forEach((word, kind) => (kindOf[word + 1] = kind + 1));
  const kinds = { names: kept.map((word) => words[word]), of: ofEach.map((word) => kindOf[word]) };
  const note = `of ${named.length} kinds of events the ${MOST_KINDS} most frequent are told apart`;
  return rare.length === 0 ? { kinds } : { kinds, note };
}
