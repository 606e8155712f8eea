import { describe, expect, it } from 'vitest';
import { DAY, MONDAY } from '../record.ts';
import { bookshop } from './bookshop.ts';
import { CONSUMABLE } from './genres.ts';

const { interactions, books } = bookshop();
const { user, item, users, catalogue } = interactions;
const time = interactions.time ?? expect.fail('the bookshop has times');
const histories = users.map((): number[] => []);
user.forEach((u, row) => histories[u].push(item[row]));

const share = (part: number, whole: number): number => part / whole;
const monthly = (genre: string, month: number): number => {
  const rows = Array.from(time.keys()).filter((row) => new Date(time[row] * 1000).getUTCMonth() === month);
  return share(rows.filter((row) => books[item[row]].genre === genre).length, rows.length);
};

describe('bookshop', () => {
  it('has about 2,000 items, 3,000 readers and histories of about 20', () => {
    expect(users.length).toBe(3000);
    expect(Math.abs(catalogue.ids.length - 2000)).toBeLessThan(60);
    expect(books.length).toBe(catalogue.ids.length);
    expect(Math.abs(item.length / users.length - 20)).toBeLessThan(1.5);
    expect(Math.min(...histories.map(({ length }) => length))).toBeGreaterThanOrEqual(3);
  });

  it('gives every book a title of its own, an author and a shelf', () => {
    expect(new Set(catalogue.titles).size).toBe(books.length);
    books.forEach((book, index) => {
      expect(catalogue.categories?.[index]).toBe(book.genre);
      expect(catalogue.titles?.[index]).toContain(book.title);
      expect(catalogue.titles?.[index]).not.toMatch(/[{}]|undefined/);
      if (book.genre !== CONSUMABLE) expect(catalogue.titles?.[index]).toContain(` by ${book.author}`);
    });
  });

  it('sells within two years, in opening hours', () => {
    const outside = time.filter((at) => at < MONDAY || at >= MONDAY + 730 * DAY || (at - MONDAY) % DAY < 9 * 3600);
    expect(Array.from(outside)).toEqual([]);
  });

  it('has nobody read a volume before the one it follows', () => {
    const early = histories.flatMap((history) => {
      const volumes = history.map((index) => books[index]).filter(({ series }) => series !== null);
      return volumes.filter(
        ({ series, volume }, k) =>
          volume > 1 && !volumes.slice(0, k).some((before) => before.series === series && before.volume === volume - 1),
      );
    });
    expect(early).toEqual([]);
  });

  it('sells a volume straight after the one before in 24 to 30 % of purchases', () => {
    let sequels = 0;
    for (const history of histories) {
      for (let k = 1; k < history.length; k++) {
        const [a, b] = [books[history[k - 1]], books[history[k]]];
        if (b.series !== null && a.series === b.series && b.volume === a.volume + 1) sequels++;
      }
    }
    expect(share(sequels, item.length)).toBeGreaterThan(0.24);
    expect(share(sequels, item.length)).toBeLessThan(0.3);
  });

  it('sells only paper goods twice to one reader, to at least 60 repeat buyers', () => {
    let repeatBuyers = 0;
    for (const history of histories) {
      const again = history.filter((index, k) => history.indexOf(index) < k);
      for (const index of again) expect(books[index].genre).toBe(CONSUMABLE);
      if (again.length > 0) repeatBuyers++;
    }
    expect(repeatBuyers).toBeGreaterThanOrEqual(60);
  });

  it('sells half as much again in season: cookery in December, travel in July, gardening in April', () => {
    expect(monthly('Cookery', 11)).toBeGreaterThan(1.5 * monthly('Cookery', 5));
    expect(monthly('Travel', 6)).toBeGreaterThan(1.5 * monthly('Travel', 11));
    expect(monthly('Gardening', 3)).toBeGreaterThan(1.5 * monthly('Gardening', 10));
  });

  it('has a long tail: the most bought tenth sells 60 to 75 %, and the least bought half below 8 %', () => {
    const sold = Array<number>(books.length).fill(0);
    for (const index of item) sold[index]++;
    sold.sort((a, b) => b - a);
    const head = sold.slice(0, books.length / 10).reduce((sum, n) => sum + n, 0);
    const tail = sold.slice(books.length / 2).reduce((sum, n) => sum + n, 0);
    expect(share(head, item.length)).toBeGreaterThan(0.6);
    expect(share(head, item.length)).toBeLessThan(0.75);
    expect(share(tail, item.length)).toBeLessThan(0.08);
  });

  it('lets popularity guess one last item in six: enough to matter, far from enough', () => {
    const sold = Array<number>(books.length).fill(0);
    for (const history of histories) for (const index of history.slice(0, -2)) sold[index]++;
    const ranked = [...sold.keys()].sort((a, b) => sold[b] - sold[a]);
    const hits = histories.filter((history) => {
      const seen = new Set(history.slice(0, -1));
      const top = ranked.filter((index) => !seen.has(index)).slice(0, 10);
      return top.includes(history[history.length - 1]);
    });
    expect(share(hits.length, users.length)).toBeGreaterThan(0.12);
    expect(share(hits.length, users.length)).toBeLessThan(0.22);
  });

  it('makes a smaller shop for fewer readers', () => {
    expect(bookshop({ readers: 50 }).interactions.users.length).toBe(50);
  });
});
