import type { Random } from '../../../core/random.ts';
import { between, cumulative, draw, drawFrom, pick, zipf } from '../draw.ts';
import { CONSUMABLE, consumables, genres, type Consumable, type Genre } from './genres.ts';
import { person, phrase } from './names.ts';

/** What stands on the shelves. */
export interface Book {
  readonly title: string;
  readonly author: string;
  readonly genre: string;
  /** Title of the series, and the volume from 1; null and 1 for a book on its own. */
  readonly series: string | null;
  readonly volume: number;
}

/** A shelf as a reader meets it: where one may begin, and how likely one does. Numbers are places in the stock. */
export interface Shelf {
  readonly genre: Genre;
  /** First volumes and single books, the most popular first. */
  readonly entries: readonly number[];
  /** Running sums of their popularity. */
  readonly popularity: Float64Array;
}

/** The shelves a reading club takes its books from, in turn. */
export type Club = readonly number[];

export interface Stock {
  readonly books: readonly Book[];
  readonly shelves: readonly Shelf[];
  readonly clubs: readonly Club[];
  /** (books): the volume after each; −1 for the last one and for single books. */
  readonly sequel: Int32Array;
  /** Places of the paper goods, and what each is a kind of. */
  readonly goods: readonly { readonly place: number; readonly of: Consumable }[];
}

/** On the shelves; the few hundred nobody buys are not in the data. */
const TITLES = 2150;
const TITLES_PER_AUTHOR = 8;
const CLUBS = 8;
const PROGRAMME = 5;

/** About 2,000 titles on eleven shelves, 21 paper goods, and the town's eight reading clubs. */
export function stock(random: Random): Stock {
  const books: Book[] = [];
  const sequels: number[] = [];
  const taken = new Set<string>();
  const shares = genres.reduce((sum, { titles }) => sum + titles, 0);

  const freshTitle = (genre: Genre): string => {
    let title = phrase(random, genre.patterns, genre.words);
    while (taken.has(title)) title = phrase(random, genre.patterns, genre.words);
    taken.add(title);
    return title;
  };

  const shelves = genres.map((genre): Shelf => {
    const end = books.length + Math.round((TITLES * genre.titles) / shares);
    const authors = Array.from({ length: Math.ceil((end - books.length) / TITLES_PER_AUTHOR) }, () => person(random));
    const entries: number[] = [];
    while (books.length < end) {
      const volumes = random.uniform() < seriesShare(genre) ? between(random, 3, 7) : 1;
      const title = freshTitle(genre);
      const author = pick(random, authors);
      entries.push(books.length);
      for (let volume = 1; volume <= volumes; volume++) {
        sequels.push(volume < volumes ? books.length + 1 : -1);
        books.push(
          volumes === 1
            ? { title, author, genre: genre.name, series: null, volume }
            : { title: `${title}, vol. ${volume}`, author, genre: genre.name, series: title, volume },
        );
      }
    }
    random.shuffle(entries);
    return { genre, entries, popularity: cumulative(zipf(entries.length, 1.3)) };
  });

  const goods = consumables.flatMap((of) =>
    of.kinds.map((kind) => {
      books.push({ title: `${of.title}, ${kind}`, author: '', genre: CONSUMABLE, series: null, volume: 1 });
      sequels.push(-1);
      return { place: books.length - 1, of };
    }),
  );
  const clubs = Array.from({ length: CLUBS }, () => club(random));
  return { books, shelves, clubs, sequel: Int32Array.from(sequels), goods };
}

/** Five different shelves in an order of the club's own, by the taste of the town. */
function club(random: Random): Club {
  const tastes = genres.map(({ taste }) => taste);
  return Array.from({ length: PROGRAMME }, () => {
    const shelf = draw(random, tastes);
    tastes[shelf] = 0;
    return shelf;
  });
}

/** Chance that an entry opens a series, so that the share `inSeries` of titles is in one; a series has 5 on average. */
const seriesShare = ({ inSeries }: Genre): number => inSeries / (inSeries + 5 * (1 - inSeries));

/** An entry of the shelf by popularity. */
export const browse = (random: Random, { entries, popularity }: Shelf): number => entries[drawFrom(random, popularity)];
