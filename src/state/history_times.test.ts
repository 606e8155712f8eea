import { describe, expect, it } from 'vitest';
import { timesOf } from './history_times.ts';

const DAY = 86_400;
const at = (...times: readonly (number | null)[]) => timesOf(times.map((time) => ({ time })));

describe('when the items of a history are taken to have happened', () => {
  it('is when the user took them', () => {
    expect(at(10, 20, 25)).toMatchObject({ times: [10, 20, 25], assumed: 0 });
  });

  it('is a usual while after the one before for an item that was added', () => {
    expect(at(0, DAY, 2 * DAY, 9 * DAY, null, null)).toEqual({
      times: [0, DAY, 2 * DAY, 9 * DAY, 10 * DAY, 11 * DAY],
      assumed: 2,
      usual: DAY,
    });
  });

  it('is not after the next item whose time is known', () => {
    expect(at(0, DAY, null, DAY + 60, 3 * DAY).times).toEqual([0, DAY, DAY + 60, DAY + 60, 3 * DAY]);
  });

  it('is known to nobody before the first time, and where no two items say what is usual', () => {
    expect(at(null, 5, 7, null).times).toEqual([null, 5, 7, 9]);
    expect(at(null, null)).toEqual({ times: [null, null], assumed: 0, usual: null });
    expect(at(5, null)).toEqual({ times: [5, null], assumed: 0, usual: null });
  });
});
