import { describe, expect, it } from 'vitest';
import type { Field } from '../core/history.ts';
import { shape } from '../data/shape.ts';
import { defaultShaping } from '../data/dataset.ts';
import { intervals } from '../data/simulator/worlds/intervals.ts';
import { split } from '../data/split.ts';
import { trainingWindows } from '../data/windows.ts';
import { nextItem } from '../objectives/next_item.ts';
import { Batches } from './batches.ts';

const { dataset } = await shape(intervals.make(1).interactions, defaultShaping);
const windows = trainingWindows(split(dataset), 10, 1);
const sizes = { batch: 4, time: 10, window: 10, items: 96, vocabulary: 97 };
const batchesOf = (timed: boolean): Batches => {
  const fields: readonly Field[] = timed ? ['times'] : [];
  return new Batches(windows, sizes, { slots: 1, objective: nextItem, values: {}, fields }, 5);
};
const places = [...windows.user.keys()];

describe('the windows of a run', () => {
  it('have the times of their items', () => {
    const [{ read }] = places.map((place) => batchesOf(false).posed(0, place));
    expect(read.times).toHaveLength(read.items.length);
    expect([...(read.times ?? [])]).toEqual([...(read.times ?? [])].sort((a, b) => a - b));
  });

  it('are now and then read without them where times are read, the same ones again, so that a history without times is known', () => {
    const hiddenIn = (timed: boolean, epoch: number): number[] => {
      const batches = batchesOf(timed);
      return places.filter((place) => batches.posed(epoch, place).read.times === null);
    };
    expect(hiddenIn(false, 0)).toEqual([]);
    const hidden = hiddenIn(true, 0);
    expect(Math.abs(hidden.length / places.length - 0.1)).toBeLessThan(0.03);
    expect(hiddenIn(true, 0)).toEqual(hidden);
    expect(hiddenIn(true, 1)).not.toEqual(hidden);
  });

  it('are now and then read without kinds or values where those are read, and not the same ones', () => {
    const told = {
      ...{ ...dataset, kinds: { names: ['view'], of: new Uint8Array(dataset.items.length).fill(1) } },
      values: new Float64Array(dataset.items.length).fill(5),
    };
    const batches = new Batches(
      trainingWindows(split(told), 10, 1),
      sizes,
      { slots: 1, objective: nextItem, values: {}, fields: ['times', 'kinds', 'values'] },
      5,
    );
    const hiddenIn = (field: Field): number[] => places.filter((place) => batches.posed(0, place).read[field] === null);
    expect(Math.abs(hiddenIn('kinds').length / places.length - 0.1)).toBeLessThan(0.03);
    expect(hiddenIn('kinds')).not.toEqual(hiddenIn('times'));
    expect(Math.abs(hiddenIn('values').length / places.length - 0.1)).toBeLessThan(0.03);
    expect(hiddenIn('values')).not.toEqual(hiddenIn('kinds'));
  });

  it('are the same otherwise, whether times are read or not', () => {
    const [one, other] = [batchesOf(true), batchesOf(false)];
    for (const place of places.slice(0, 50)) {
      const [a, b] = [one.posed(0, place), other.posed(0, place)];
      expect([a.read.items, a.asked]).toEqual([b.read.items, b.asked]);
    }
  });

  it('are over behind the last one', () => {
    expect(batchesOf(true).posed(0, places.length).read.items).toHaveLength(0);
  });
});
