import { describe, expect, it } from 'vitest';
import type { Field } from '../core/history.ts';
import { shape } from '../data/shape.ts';
import { defaultShaping } from '../data/dataset.ts';
import { intervals } from '../data/simulator/worlds/intervals.ts';
import { split } from '../data/split.ts';
import { itemsRead, trainingWindows } from '../data/windows.ts';
import { Events } from '../events/events.ts';
import { leaf } from '../graph/tensor.ts';
import { nextItem } from '../objectives/next_item.ts';
import { Feed, layOutLeaves } from '../runtime/feed.ts';
import { Batches, stepsPerEpoch } from './batches.ts';
import { patternsOf, rowCount, Rows } from './rows.ts';

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
    const [[{ read }]] = places.map((place) => batchesOf(false).posed(0, place));
    expect(read.times).toHaveLength(read.items.length);
    expect([...(read.times ?? [])]).toEqual([...(read.times ?? [])].sort((a, b) => a - b));
  });

  it('are now and then read without them where times are read, the same ones again, so that a history without times is known', () => {
    const hiddenIn = (timed: boolean, epoch: number): number[] => {
      const batches = batchesOf(timed);
      return places.filter((place) => batches.posed(epoch, place)[0].read.times === null);
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
    const hiddenIn = (field: Field): number[] =>
      places.filter((place) => batches.posed(0, place)[0].read[field] === null);
    expect(Math.abs(hiddenIn('kinds').length / places.length - 0.1)).toBeLessThan(0.03);
    expect(hiddenIn('kinds')).not.toEqual(hiddenIn('times'));
    expect(Math.abs(hiddenIn('values').length / places.length - 0.1)).toBeLessThan(0.03);
    expect(hiddenIn('values')).not.toEqual(hiddenIn('kinds'));
  });

  it('are the same otherwise, whether times are read or not', () => {
    const [one, other] = [batchesOf(true), batchesOf(false)];
    for (const place of places.slice(0, 50)) {
      const [[a], [b]] = [one.posed(0, place), other.posed(0, place)];
      expect([a.read.items, a.asked]).toEqual([b.read.items, b.asked]);
    }
  });

  it('are over behind the last one', () => {
    expect(batchesOf(true).posed(0, places.length)).toEqual([]);
  });
});

describe('packed rows', () => {
  const counts = (items: Readonly<Record<number, number>>, time: number): number[] =>
    Array.from({ length: time + 1 }, (_, length) => items[length] ?? 0);
  const filled = (items: Readonly<Record<number, number>>, time: number): string[] =>
    patternsOf(counts(items, time), time)
      .map(({ lengths, rows }) => `${rows} of ${lengths.join('+')}`)
      .sort();

  it('take the longest first, each to the fullest row that has room', () => {
    expect(filled({ 10: 2 }, 10)).toEqual(['2 of 10']);
    expect(filled({ 7: 2, 3: 3, 2: 1, 1: 2 }, 10)).toEqual(['1 of 3+2+1+1', '2 of 7+3']);
    expect(filled({ 3: 7 }, 10)).toEqual(['1 of 3', '2 of 3+3+3']);
    expect(filled({ 1: 25 }, 10)).toEqual(['1 of 1+1+1+1+1', '2 of 1+1+1+1+1+1+1+1+1+1']);
    expect(filled({}, 10)).toEqual([]);
  });

  const short = trainingWindows(split(dataset), 40, 1);
  const shapeOf = (packed: boolean) => ({ ...sizes, time: 40, window: 40, packed });
  const rowsOf = (epoch: number, seed = 5) => {
    const rows = new Rows(short, true, seed);
    return Array.from({ length: rowCount(short, true) }, (_, row) => rows.at(epoch, row));
  };
  const items = (row: readonly number[]): number => row.reduce((sum, window) => sum + itemsRead(short, window), 0);

  it('hold every window once in each epoch, with little padding, in as many rows each time', () => {
    for (const epoch of [0, 1]) {
      const rows = rowsOf(epoch);
      expect([...rows.flat()].sort((a, b) => a - b)).toEqual([...short.user.keys()]);
      expect(Math.max(...rows.map(items))).toBeLessThanOrEqual(40);
      expect(new Rows(short, true, 5).at(epoch, rows.length)).toEqual([]);
    }
    const total = items([...short.user.keys()]);
    const padding = (rows: number): number => 1 - total / (rows * 40);
    expect(padding(short.user.length)).toBeGreaterThan(0.3);
    expect(padding(rowsOf(0).length)).toBeLessThan(0.06);
  });

  it('are the same for the same seed and epoch, wherever one begins, and others otherwise', () => {
    expect(rowsOf(1)).toEqual(rowsOf(1));
    expect(new Rows(short, true, 5).at(1, 3)).toEqual(rowsOf(1)[3]);
    expect(rowsOf(1)).not.toEqual(rowsOf(0));
    expect(rowsOf(1)).not.toEqual(rowsOf(1, 6));
  });

  it('ask of the histories of an epoch what is asked where each has a row of its own', () => {
    const epochOf = (packed: boolean) => {
      const shape = shapeOf(packed);
      const events = new Events(shape);
      const asked = [leaf('targets', [shape.batch * 40], 'u32'), leaf('inverseCount', [1])];
      const feed = new Feed(layOutLeaves('batch', [...events.read, ...events.gathered, ...asked]));
      const batches = new Batches(short, shape, { slots: 1, objective: nextItem, values: {}, fields: [] }, 5);
      const steps = Array.from({ length: stepsPerEpoch(short, shape) }, (_, step) => {
        const targets = batches.fill(feed, 0, step);
        const pairs = [...feed.integers('ids')].map((id, place) => 1000 * id + feed.integers('targets')[place]);
        return { targets, pairs: pairs.filter((pair) => pair > 0) };
      });
      return {
        steps: steps.length,
        targets: steps.reduce((sum, { targets }) => sum + targets, 0),
        pairs: steps.flatMap(({ pairs }) => pairs).sort((a, b) => a - b),
      };
    };
    const [apart, packed] = [epochOf(false), epochOf(true)];
    expect([packed.pairs, packed.targets]).toEqual([apart.pairs, apart.targets]);
    expect(packed.steps).toBeLessThan(0.8 * apart.steps);
  });
});
