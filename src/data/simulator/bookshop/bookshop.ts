import { Random } from '../../../core/random.ts';
import type { Interactions } from '../../dataset.ts';
import { record, type Item } from '../record.ts';
import type { World } from '../world.ts';
import { readerVisits } from './readers.ts';
import { stock, type Book } from './stock.ts';

export interface BookshopOptions {
  readonly seed: number;
  readonly readers: number;
}

export const defaultBookshop: BookshopOptions = { seed: 1, readers: 3000 };

/** A bookshop's two years at the till; `books` describes the catalogue, index by index. */
export interface Bookshop {
  readonly interactions: Interactions;
  readonly books: readonly Book[];
}

export function bookshop(options: Partial<BookshopOptions> = {}): Bookshop {
  const { seed, readers } = { ...defaultBookshop, ...options };
  const shelves = stock(new Random(seed, 'bookshop stock'));
  const random = new Random(seed, 'bookshop readers');
  const histories = Array.from({ length: readers }, () => readerVisits(random, shelves));
  const { interactions, simulated } = record('bookshop', 'reader', shelves.books.map(item), histories);
  return { interactions, books: Array.from(simulated, (place) => shelves.books[place]) };
}

function item({ title, author, genre }: Book, place: number): Item {
  return {
    id: `B${String(place + 1).padStart(4, '0')}`,
    title: author === '' ? title : `${title} by ${author}`,
    category: genre,
  };
}

export const bookshopWorld: World = {
  name: 'bookshop',
  title: 'The bookshop',
  sentence: 'Three thousand readers in a shop of two thousand books: series, favourite shelves, seasons and habits.',
  hypothesis:
    'Series decide about a fifth of the purchases, the rhythm of a reader’s favourite shelves most others; seasons and whims the rest.',
  targetsRepeat: false,
  make: (seed) => ({ interactions: bookshop({ seed }).interactions, oracle: null, bestAchievable: null }),
};
