import type { Random } from '../../../core/random.ts';
import { between, draw, exponential, pick } from '../draw.ts';
import { DAY, MONDAY, type Visits } from '../record.ts';
import { browse, type Club, type Stock } from './stock.ts';

const DAYS = 730;

/** Chance of the next volume right after one, and of coming back to a series left open before. */
const SEQUEL = 0.6;
const RESUME = 0.05;
/** Chance that a new book is bought for the season alone: a gift, a journey, a garden. */
const SEASONAL = 0.08;
/** Chance that any other new book stands on the shelf whose turn it is in the reader's club; less out of season. */
const PROGRAMME = 0.95;
/** Weight in a reader's own taste of each shelf that the club does not read. */
const CURIOSITY = 0.25;
/** Chance per new book that the reader joins another club. */
const DRIFT = 0.01;
/** Share of readers who stock up on paper goods, how often they do, and how often on what they had before. */
const REGULARS = 0.05;
const RESTOCK = 0.15;
const SAME_AGAIN = 0.8;
/** How often anybody else takes a paper good. */
const PAPER = 0.01;
/** Chance of one more purchase in the same visit. */
const BASKET = 0.15;

interface Reader {
  club: Club;
  /** Place in the club's programme. */
  turn: number;
  readonly regular: boolean;
  readonly owned: Set<number>;
  /** Next volumes of unfinished series. */
  readonly threads: number[];
  /** Paper goods had before. */
  readonly supplies: number[];
  /** The last book; −1 before the first. */
  last: number;
}

/** (days): the month of each day, January 0. */
const months = Array.from({ length: DAYS }, (_, day) => new Date((MONDAY + day * DAY) * 1000).getUTCMonth());
const month = (time: number): number => months[Math.floor((time - MONDAY) / DAY)];

/** Everything one reader buys in two years. */
export function readerVisits(random: Random, stock: Stock): Visits {
  const club = pick(random, stock.clubs);
  const reader: Reader = {
    club,
    turn: random.below(club.length),
    regular: random.uniform() < REGULARS,
    owned: new Set(),
    threads: [],
    supplies: [],
    last: -1,
  };
  const times = visitTimes(random);
  const items = times.map((time) => purchase(random, stock, reader, month(time)));
  return { items, times };
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
  const book = nextVolume(random, reader) ?? newBook(random, stock, reader, month);
  own(stock, reader, book);
  return book;
}

/** Remembers the book, and its sequel in place of it. */
function own({ sequel }: Stock, reader: Reader, book: number): void {
  reader.owned.add(book);
  const thread = reader.threads.indexOf(book);
  if (thread >= 0) reader.threads.splice(thread, 1);
  if (sequel[book] >= 0) reader.threads.push(sequel[book]);
  reader.last = book;
}

/** The sequel of the last book, or of one before it; null where the reader starts something new. */
function nextVolume(random: Random, { threads, last }: Reader): number | null {
  const chance = random.uniform();
  if (threads.includes(last + 1) && chance < SEQUEL) return last + 1;
  return threads.length > 0 && chance >= 1 - RESUME ? pick(random, threads) : null;
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

/** A shelf by season, programme or taste; on it a book by popularity, or the next volume where the first is owned. */
function newBook(random: Random, { shelves, clubs, sequel }: Stock, reader: Reader, month: number): number {
  if (random.uniform() < DRIFT) reader.club = pick(random, clubs);
  const planned = reader.club[reader.turn];
  reader.turn = (reader.turn + 1) % reader.club.length;
  const season = shelves.map(({ genre }) => genre.months[month]);
  const taste = (): number[] => season.map((demand, shelf) => demand * (reader.club.includes(shelf) ? 1 : CURIOSITY));
  const chooseShelf = (): number => {
    if (random.uniform() < SEASONAL) return draw(random, season);
    return random.uniform() < PROGRAMME * Math.min(1, season[planned]) ? planned : draw(random, taste());
  };
  for (;;) {
    let book = browse(random, shelves[chooseShelf()]);
    while (reader.owned.has(book) && sequel[book] >= 0) book = sequel[book];
    if (!reader.owned.has(book)) return book;
  }
}
