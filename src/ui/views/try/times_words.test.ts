import { expect, it } from 'vitest';
import { timesSentence } from './times_words.ts';

const DAY = 86_400;
const said = (...times: readonly (number | null)[]): string =>
  timesSentence(times.map((time) => ({ time, muted: false })));

it('nothing is said of times that are the user’s own, nor where there is no history', () => {
  expect([said(0, DAY, 2 * DAY), said()]).toEqual(['', '']);
});

it('what is assumed of items that were added is said, and what nobody knows', () => {
  const begins = 'This model reads how long passed between items: ';
  expect(said(0, DAY, null)).toBe(`${begins}1 item added or moved comes 1 day after the one before, as is usual here.`);
  expect(said(null, 0, 3 * DAY, null, null)).toBe(
    `${begins}2 items added or moved come 3 days after the one before, as is usual here; of 1 item nobody knows when.`,
  );
  expect(said(0, 0, 0, null)).toBe(
    `${begins}1 item added or moved comes at the time of the one before, as is usual here.`,
  );
  expect(said(null, null)).toMatch(/asked as if it could not be known/);
});

it('items that are left out count for nothing', () => {
  expect(
    timesSentence([
      { time: 0, muted: false },
      { time: DAY, muted: false },
      { time: null, muted: true },
    ]),
  ).toBe('');
});
