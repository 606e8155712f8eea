import type { Random } from '../../../core/random.ts';
import { pick } from '../draw.ts';
import { list } from './genres.ts';

const FIRST = list(
  'Ada, Bram, Celia, Dmitri, Esme, Farouk, Greta, Hamish, Ines, Jonas, Kaori, Leopold, Mira, Nils, Odette, Pavel, Quentin, Rosalind, Sunniva, Tomas, Ulla, Vikram, Wilhelmina, Xanthe, Yusuf, Zelda',
);
const LAST_START = list(
  'Ash, Bram, Cold, Dun, Elder, Fen, Gold, Hather, Ink, Kes, Lark, Mar, Nettle, Over, Penn, Quill, Rook, Sedge, Thorn, Under, Wick, Yar',
);
const LAST_END = list('by, combe, croft, dale, field, ford, garth, holt, ley, more, ridge, stead, wick, worth');
const PLACE_START = list(
  'Or, Vel, Quil, Tam, Bras, Eld, Mor, Sel, Har, Win, Cal, Ner, Ost, Pel, Ruth, Syl, Ul, Yr, Zan, Lun',
);
const PLACE_MIDDLE = list('a, e, i, o, and, ir, ell, ov, am, en');
const PLACE_END = list('leth, mere, dun, gate, thorpe, nia, vick, sund, moor, haven, rock, stow');

/** A person nobody is named after: 26 first names by 308 made surnames. */
export const person = (random: Random): string =>
  `${pick(random, FIRST)} ${pick(random, LAST_START)}${pick(random, LAST_END)}`;

/** A place on no map. */
export const place = (random: Random): string =>
  pick(random, PLACE_START) + pick(random, PLACE_MIDDLE) + pick(random, PLACE_END);

/** One of `patterns` with every {Word} replaced by a draw from its list, {Place} and {Name} by made names. */
export function phrase(
  random: Random,
  patterns: readonly string[],
  words: Readonly<Record<string, readonly string[]>>,
): string {
  return pick(random, patterns).replace(/\{(\w+)\}/g, (_, word: string) => {
    if (word === 'Place') return place(random);
    if (word === 'Name') return pick(random, FIRST);
    return pick(random, words[word]);
  });
}
