import { expect, it } from 'vitest';
import { alikeUpTo, cut } from './cut.ts';

const within =
  (length: number) =>
  (text: string): boolean =>
    text.length <= length;
const goose = [1, 2, 13].map((volume) => `Tomas and the Invisible Goose, vol. ${volume} by Leopold Elderridge`);
const alike = alikeUpTo([...goose, 'Wall calendar, mosses', 'Wall calendar, mosses']);

it('knows up to where titles are alike, and nothing of a title and itself', () => {
  expect(alike.get(goose[0])).toBe('Tomas and the Invisible Goose, vol. 1'.length);
  expect(alike.get(goose[1])).toBe('Tomas and the Invisible Goose, vol. '.length);
  expect(alike.get('Wall calendar, mosses')).toBe(0);
});

it('keeps what tells volumes apart, whatever the room', () => {
  for (const room of [14, 20, 26, 32]) {
    const shown = goose.map((title) => cut(title, alike.get(title) ?? 0, within(room)));
    expect(new Set(shown).size, `${room}: ${shown.join(' | ')}`).toBe(3);
    for (const text of shown) expect(text.length).toBeLessThanOrEqual(room);
  }
  expect(cut(goose[1], alike.get(goose[1]) ?? 0, within(24))).toBe('Tomas and the I… vol. 2…');
});

it('cuts the end of what is told apart by its beginning, and nothing of what fits', () => {
  expect(cut('Wall calendar, mosses', 0, within(12))).toBe('Wall calend…');
  expect(cut(goose[0], 37, within(60))).toBe(goose[0]);
  expect(cut('abc', 0, within(0))).toBe('…');
});
