import { expect, it } from 'vitest';
import { Feed, layOutLeaves } from '../runtime/feed.ts';
import { CONSTANTS, tokenLeaves } from './codes.ts';
import { Events } from './events.ts';
import { fillCodes } from './fill_codes.ts';

const shape = { batch: 1, time: 4, window: 4, items: 3, vocabulary: 5 };

it('codes of all slots are rows of one table, with the places of each; what is no item is padding', () => {
  const events = new Events(shape);
  events.tokens({ slots: 2, size: 4 });
  const feed = new Feed(layOutLeaves(CONSTANTS, events.constants));
  fillCodes(feed, { slots: 2, size: 4, values: Uint16Array.of(0, 3, 2, 0, 2, 3) });
  expect([...feed.integers(tokenLeaves.ids)]).toEqual([0, 0, 1, 8, 3, 5, 3, 8, 0, 0]);
  const offsets = feed.integers(tokenLeaves.offsets);
  const placesOf = (row: number) => [...feed.integers(tokenLeaves.places).subarray(offsets[row], offsets[row + 1])];
  expect([0, 1, 3, 5, 8].map(placesOf)).toEqual([[], [2], [4, 6], [5], [3, 7]]);
});
