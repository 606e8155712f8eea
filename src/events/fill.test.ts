import { describe, expect, it } from 'vitest';
import { timed, untimed, type History } from '../core/history.ts';
import { Feed, layOutLeaves } from '../runtime/feed.ts';
import {
  Events,
  gapLeaves,
  kindLeaves,
  positionLeaves,
  SECONDS,
  SPANS,
  STARTS,
  valueLeaves,
  type EventsShape,
} from './events.ts';
import { fillHistory, fillIndex, fillRow } from './fill.ts';
import { GAP_ROWS, gapRow } from './gaps.ts';
import { VALUE_ROWS, valueRow } from './values.ts';

const shape: EventsShape = { batch: 2, time: 4, window: 4, items: 9, vocabulary: 11, levels: [1, 2.5, 4] };
const MASK = 9;
const [MINUTE, DAY] = [60, 86_400];

function filled(ask: (events: Events) => void, ...histories: readonly History[]) {
  const events = new Events(shape);
  ask(events);
  const feed = new Feed(layOutLeaves('batch', [...events.read, ...events.gathered]));
  histories.forEach((history, row) => fillHistory(feed, shape, row, history));
  fillIndex(feed, shape);
  return feed;
}
const gapsOf = (...histories: readonly History[]): number[] => [
  ...filled((events) => events.gaps(), ...histories).integers(gapLeaves.ids),
];
const kindsOf = (...histories: readonly History[]): number[] => [
  ...filled((events) => events.kinds(), ...histories).integers(kindLeaves.ids),
];
const valuesOf = (...histories: readonly History[]): number[] => [
  ...filled((events) => events.values(), ...histories).integers(valueLeaves.ids),
];
const secondsOf = (...histories: readonly History[]): number[] => [
  ...filled((events) => events.seconds(), ...histories).numbers(SECONDS),
];

describe('a batch', () => {
  it('has nothing of times, kinds and values that nobody asked for', () => {
    const feed = filled(() => undefined, timed([1, 2], [0, DAY]));
    const leaves = [gapLeaves, kindLeaves, valueLeaves].flatMap((named) => Object.values<string>(named));
    expect([...leaves, SECONDS].filter((leaf) => feed.has(leaf))).toEqual([]);
  });

  it('says of each item how long after the one before it was taken, and of the first that nobody knows', () => {
    const history = timed([5, 3, 1], [1000, 1000 + MINUTE, 1000 + MINUTE + DAY]);
    expect(gapsOf(history, untimed([2, 2]))).toEqual([1, gapRow(MINUTE), gapRow(DAY), 0, 1, 1, 0, 0]);
  });

  it('begins with the first item that is read', () => {
    const history = timed([7, 5, 3, 1, 2], [0, 1, 1 + MINUTE, 1 + 2 * MINUTE, 2 + 2 * MINUTE]);
    expect(gapsOf(history).slice(0, 4)).toEqual([1, gapRow(MINUTE), gapRow(MINUTE), gapRow(1)]);
    expect(secondsOf(history).slice(0, 4)).toEqual([0, MINUTE, 2 * MINUTE, 2 * MINUTE + 1]);
  });

  it('knows nothing of the time of a mask, whatever is hidden behind it', () => {
    const history = timed([5, MASK, 1, 2], [0, MINUTE, DAY, DAY + MINUTE]);
    expect(gapsOf(history).slice(0, 4)).toEqual([1, 1, 1, gapRow(MINUTE)]);
    expect(secondsOf(history).slice(0, 4)).toEqual([0, -1, DAY, DAY + MINUTE]);
  });

  it('counts seconds from the earliest item, of any order, and says −1 of what nobody knows', () => {
    expect(secondsOf(timed([5, 3, 1], [DAY, NaN, 0]), untimed([2]))).toEqual([DAY, -1, 0, -1, -1, -1, -1, -1]);
  });

  it('says of which kind each event was, and of a mask, and where nobody said it, that nobody knows', () => {
    const history = { ...untimed([7, 5, MASK, 1, 2]), kinds: Uint8Array.of(9, 1, 3, 0, 2) };
    expect(kindsOf(history, untimed([2, 2]))).toEqual([2, 1, 1, 3, 1, 1, 0, 0]);
    const feed = filled((events) => events.kinds(), history);
    expect([...feed.integers(kindLeaves.offsets).subarray(0, 6)]).toEqual([0, 0, 2, 3, 4, 4]);
    expect([...feed.integers(kindLeaves.places).subarray(0, 4)]).toEqual([1, 2, 0, 3]);
  });

  it('says what each event was worth, and of a mask, and where nobody said it, that nobody knows', () => {
    const history = { ...untimed([7, 5, MASK, 1, 2]), values: Float64Array.of(1, 4, 4, NaN, 2) };
    expect(valuesOf(history, untimed([2, 2]))).toEqual([4, 1, 1, 2, 1, 1, 0, 0]);
    const feed = filled((events) => events.values(), history);
    expect([...feed.integers(valueLeaves.offsets).subarray(0, 6)]).toEqual([0, 0, 2, 3, 3, 4]);
    expect([...feed.integers(valueLeaves.places).subarray(0, 4)]).toEqual([1, 2, 3, 0]);
  });

  it('is not filled with values where nobody said which are told apart', () => {
    const { levels, ...other } = shape;
    const events = new Events(other);
    events.values();
    const feed = new Feed(layOutLeaves('batch', events.read));
    expect(levels).toHaveLength(3);
    expect(() => fillHistory(feed, other, 0, untimed([1]))).toThrow('was told no levels of them');
  });

  it('lists the places of each gap for its gradient, and none of padding', () => {
    const feed = filled((events) => events.gaps(), timed([5, 3, 1], [0, DAY, 2 * DAY]), timed([4, 4], [0, DAY]));
    const offsets = feed.integers(gapLeaves.offsets);
    const placesOf = (row: number): number[] => [
      ...feed.integers(gapLeaves.places).subarray(offsets[row], offsets[row + 1]),
    ];
    expect([placesOf(0), placesOf(1), placesOf(gapRow(DAY))]).toEqual([[], [0, 4], [1, 2, 5]]);
  });
});

describe('a packed batch', () => {
  const packed = { ...shape, time: 5, packed: true };
  function packedOf(ask: (events: Events) => void, ...rows: readonly (readonly History[])[]) {
    const events = new Events(packed);
    ask(events);
    const feed = new Feed(layOutLeaves('batch', [...events.read, ...events.gathered]));
    for (let step = 0; step < 2; step++) rows.forEach((histories, row) => fillRow(feed, packed, row, histories));
    fillIndex(feed, packed);
    return feed;
  }
  const rows = [[untimed([5, 3]), untimed([1]), untimed([7])], [untimed([2, 4])]];

  it('has its histories one behind another, says where each begins and how far each reaches', () => {
    const feed = packedOf((events) => [events.starts(), events.reach()], ...rows);
    expect([...feed.integers('ids')]).toEqual([6, 4, 2, 8, 0, 3, 5, 0, 0, 0]);
    expect([...feed.integers('lengths')]).toEqual([4, 2]);
    expect([...feed.integers(STARTS)]).toEqual([1, 0, 1, 1, 0, 1, 0, 0, 0, 0]);
    const spans = [...feed.integers(SPANS)];
    expect(spans.slice(0, 10)).toEqual([0, 2, 0, 2, 2, 3, 3, 4, 4, 5]);
    expect(spans.slice(10)).toEqual([0, 2, 0, 2, 2, 3, 3, 4, 4, 5]);
  });

  it.each([
    ['newest', [2, 3, 3, 3, 0, 2, 3, 0, 0, 0], [0, 0, 0, 2, 6], [0, 5, 1, 2, 3, 6]],
    ['oldest', [0, 1, 0, 0, 0, 0, 1, 0, 0, 0], [0, 4, 6, 6, 6], [0, 2, 3, 5, 1, 6]],
  ] as const)('counts positions from the %s item of each history, with their places', (from, at, offsets, places) => {
    const feed = packedOf((events) => events.positions(from), ...rows);
    const leaves = positionLeaves(from);
    expect([...feed.integers(leaves.ids)]).toEqual(at);
    expect([...feed.integers(leaves.offsets)]).toEqual(offsets);
    expect([...feed.integers(leaves.places).subarray(0, 6)]).toEqual(places);
  });

  it('knows no gap between one history and the next, and counts seconds of each from its own earliest item', () => {
    const told = [timed([5, 3], [DAY, DAY + MINUTE]), timed([1, 2], [9 * DAY, 10 * DAY])];
    const feed = packedOf((events) => [events.gaps(), events.seconds()], told, []);
    expect([...feed.integers(gapLeaves.ids)].slice(0, 5)).toEqual([1, gapRow(MINUTE), 1, gapRow(DAY), 0]);
    expect([...feed.numbers(SECONDS)]).toEqual([0, MINUTE, 0, DAY, -1, -1, -1, -1, -1, -1]);
  });

  it('refuses histories that a row has no room for, and has none of what packing needs where rows are not packed', () => {
    const crowded = (): unknown => packedOf(() => undefined, [untimed([1, 2, 3]), untimed([1, 2, 3])]);
    expect(crowded).toThrow('events: 6 items in row 0, which has 5');
    const events = new Events(shape);
    expect([events.starts(), events.reach().shape]).toEqual([undefined, [2]]);
  });
});

describe('the row of a gap', () => {
  it('is the unknown for NaN, and longer times have later rows, each a third longer', () => {
    expect([NaN, 0, 1, 1.4, -1.4].map(gapRow)).toEqual([1, 2, 2, 3, 3]);
    // HSTU's formula: ⌊ln 86,400 / 0.301⌋ = ⌊37.76⌋.
    expect(gapRow(DAY)).toBe(2 + 37);
    expect([gapRow(DAY * 365 * 6), gapRow(1e12), GAP_ROWS]).toEqual([65, 65, 66]);
  });
});

describe('the row of a value', () => {
  it('is that of the last level that is not above it, of the first where all are', () => {
    const levels = [-3, 0, 0.5, 1e9];
    const values = [-4, -3, -1, -0, 0.49, 0.5, 1e12];
    expect(values.map((value) => valueRow(value, levels))).toEqual([2, 2, 2, 3, 3, 4, 5]);
  });

  it('is that of the unknown where nobody knows it, and where the data tell none apart', () => {
    expect([valueRow(NaN, [1]), valueRow(3, [])]).toEqual([1, 1]);
  });

  it('has room for as many levels as there may be', () => {
    const levels = Array.from({ length: 16 }, (_, i) => i);
    expect(valueRow(99, levels)).toBe(VALUE_ROWS - 1);
  });
});
