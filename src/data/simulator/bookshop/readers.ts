import type { Random } from '../../../core/random.ts';
import { between, draw, exponential, pick } from '../draw.ts';
import { DAY, MONDAY, type Visits } from '../record.ts';
import { browse, type Stock } from './stock.ts';

export const DAYS = 730;

/** Chance that a reader with an unfinished series takes its next volume; and that it is the latest begun. */
const SEQUEL = 0.35;
const LATEST = 0.8;
/** Chance that any other new book follows the rhythm of favourite shelves instead of taste and season. */
const RHYTHM = 0.8;
/** Chance that a new book is bought for the season alone: a gift, a journey, a garden. */
const SEASONAL = 0.15;
/** Weight of each shelf beside the favourites. */
const CURIOSITY = 0.25;
/** Share of readers who stock up on paper goods, how often they do, and how often on what they had before. */
const REGULARS = 0.05;
const RESTOCK = 0.15;
const SAME_AGAIN = 0.8;
/** How often anybody else takes a paper good. */
const PAPER = 0.01;
/** Chance per purchase that one favourite gives way to another shelf. */
const DRIFT = 0.02;
/** Chance of one more purchase in the same visit. */
const BASKET = 0.15;

interface Reader {
  /** Shelves in the order the reader turns to them. */
  readonly favourites: number[];
  /** New books of one shelf before turning to the next favourite. */
  readonly patience: number;
  readonly regular: boolean;
  readonly owned: Set<number>;
  /** Next volumes of unfinished series, the latest begun last. */
  readonly threads: number[];
  /** Paper goods had before. */
  readonly supplies: number[];
  /** Place among the favourites, and new books since turning there. */
  turn: number;
  run: number;
}

/** (days): the month of each day, January 0. */
const months = Array.from({ length: DAYS }, (_, day) => new Date((MONDAY + day * DAY) * 1000).getUTCMonth());
const month = (time: number): number => months[Math.floor((time - MONDAY) / DAY)];

/** Everything one reader buys in two years. */
export function readerVisits(random: Random, stock: Stock): Visits {
  const reader: Reader = {
    favourites: favourites(random, stock, between(random, 2, 3)),
    patience: between(random, 1, 2),
    regular: random.uniform() < REGULARS,
    owned: new Set(),
    threads: [],
    supplies: [],
    turn: 0,
    run: 0,
  };
  const times = visitTimes(random);
  const items = times.map((time) => purchase(random, stock, reader, month(time)));
  return { items, times };
}

/** Different shelves, by the taste of the town. */
function favourites(random: Random, { shelves }: Stock, count: number): number[] {
  const tastes = shelves.map(({ genre }) => genre.taste);
  return Array.from({ length: count }, () => {
    const shelf = draw(random, tastes);
    tastes[shelf] = 0;
    return shelf;
  });
}

/** Sorted seconds: log-normal in number (4 to 90, mean 20), within opening hours, twice as dense in December. */
function visitTimes(random: Random): number[] {
  const count = Math.min(90, Math.max(4, Math.round(Math.exp(2.8 + 0.6 * random.normal()))));
  const first = random.below(DAYS - 120);
  const span = Math.min(DAYS - first, count * between(random, 8, 30));
  const times: number[] = [];
  while (times.length < count) {
    const day = first + random.below(span);
    const time = MONDAY + day * DAY + between(random, 9 * 3600, 20 * 3600);
    if (month(time) !== 11 && random.uniform() < 0.5) continue;
    times.push(time);
    if (times.length < count && random.uniform() < BASKET) times.push(time + 60 + Math.round(exponential(random, 300)));
  }
  return times.sort((a, b) => a - b);
}

function purchase(random: Random, stock: Stock, reader: Reader, month: number): number {
  const chance = random.uniform();
  if (chance < (reader.regular ? RESTOCK : PAPER)) return paperGood(random, stock, reader, month);
  const book =
    reader.threads.length > 0 && random.uniform() < SEQUEL
      ? continueSeries(random, reader)
      : newBook(random, stock, reader, month);
  own(stock, reader, book);
  return book;
}

/** Remembers the book, and its sequel in place of it. */
function own({ sequel }: Stock, reader: Reader, book: number): void {
  reader.owned.add(book);
  const thread = reader.threads.indexOf(book);
  if (thread >= 0) reader.threads.splice(thread, 1);
  if (sequel[book] >= 0) reader.threads.push(sequel[book]);
}

function continueSeries(random: Random, { threads }: Reader): number {
  const latest = threads[threads.length - 1];
  return random.uniform() < LATEST ? latest : pick(random, threads);
}

function paperGood(random: Random, { goods }: Stock, reader: Reader, month: number): number {
  if (reader.regular && reader.supplies.length > 0 && random.uniform() < SAME_AGAIN) {
    return pick(random, reader.supplies);
  }
  const season = goods.map(({ of }) => of.months[month]);
  const good = goods[draw(random, season)].place;
  reader.supplies.push(good);
  return good;
}

/** A shelf by season, rhythm or taste; on it a book by popularity, or the next volume where the first is owned. */
function newBook(random: Random, { shelves, sequel }: Stock, reader: Reader, month: number): number {
  drift(random, shelves.length, reader);
  if (reader.run >= reader.patience) {
    reader.turn = (reader.turn + 1) % reader.favourites.length;
    reader.run = 0;
  }
  reader.run++;
  const season = shelves.map(({ genre }) => genre.months[month]);
  const taste = season.map((demand, shelf) => demand * (reader.favourites.includes(shelf) ? 1 : CURIOSITY));
  const chooseShelf = (): number => {
    if (random.uniform() < SEASONAL) return draw(random, season);
    return random.uniform() < RHYTHM ? reader.favourites[reader.turn] : draw(random, taste);
  };
  for (;;) {
    let book = browse(random, shelves[chooseShelf()]);
    while (reader.owned.has(book) && sequel[book] >= 0) book = sequel[book];
    if (!reader.owned.has(book)) return book;
  }
}

function drift(random: Random, shelves: number, { favourites }: Reader): void {
  if (random.uniform() >= DRIFT) return;
  const shelf = random.below(shelves);
  if (!favourites.includes(shelf)) favourites[random.below(favourites.length)] = shelf;
}
