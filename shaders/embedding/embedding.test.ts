import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import { dropoutAt, noDropout } from '../random/dropout.reference.ts';
import golden from './embedding.golden.json';
import * as reference from './embedding.reference.ts';
import { invertIds } from './inverted_index.ts';

const extents = { batch: 2, time: 2, window: 2, width: 2, vocabulary: 4 };
const atFirst: Float64Array = Float64Array.of(0, 0, 0);
const floats = (values: readonly number[]): Float64Array => Float64Array.from(values);

interface Case {
  readonly batch: number;
  readonly time: number;
  readonly window: number;
  readonly width: number;
  readonly vocabulary: number;
  readonly scale: number;
}

function embedded(
  table: Float64Array,
  positions: Float64Array,
  ids: Float64Array,
  params: Case,
  first = atFirst,
  dropout = noDropout,
): Float64Array {
  const y = new Float64Array(ids.length * params.width);
  reference.embed({ table, positions, ids, first, clock: Float64Array.of(3), y }, { ...params, ...dropout });
  return y;
}

function tableGradient(dy: Float64Array, ids: Float64Array, params: Case): Float64Array {
  const { offsets, places } = invertIds(Uint32Array.from(ids), params.vocabulary);
  const dtable = new Float64Array(params.vocabulary * params.width);
  reference.gradient({ dy, offsets: Float64Array.from(offsets), places: Float64Array.from(places), dtable }, params);
  return dtable;
}

function positionsGradient(dy: Float64Array, ids: Float64Array, params: Case, first = atFirst): Float64Array {
  const dpositions = new Float64Array(params.window * params.width);
  reference.positionGradient({ dy, ids, first, dpositions }, params);
  return dpositions;
}

describe('the reference of the embedding', () => {
  it('equals PyTorch, values and gradients', () => {
    const params = { ...extents, scale: golden.scale };
    const ids = floats(golden.ids);
    const dy = floats(golden.dy);
    expect([...embedded(floats(golden.table), floats(golden.positions), ids, params)]).toEqual(golden.y);
    expect([...tableGradient(dy, ids, params)]).toEqual(golden.dtable);
    expect([...positionsGradient(dy, ids, params)]).toEqual(golden.dpositions);
  });

  it('has the gradients that central differences find', () => {
    const params = { batch: 3, time: 4, window: 6, width: 3, vocabulary: 5, scale: 1.7 };
    const first = floats([0, 2, 1]);
    const ids = floats([0, 1, 2, 2, 4, 2, 0, 1, 3, 3, 3, 2]);
    expectGradient(
      ([table, positions]) => embedded(table, positions, ids, params, first),
      (_, dy) => [tableGradient(dy, ids, params), positionsGradient(dy, ids, params, first)],
      [noise(5 * 3, 1), noise(6 * 3, 2)],
    );
  });

  it('gives what histories have that each stand in a row where each item is told its position, of any', () => {
    const params = { batch: 2, time: 4, window: 6, width: 3, vocabulary: 5, scale: 1.7, ...noDropout };
    const [ids, first] = [floats([1, 2, 2, 0, 4, 2, 1, 3]), floats([3, 0])];
    const [table, positions, clock] = [noise(5 * 3, 1), noise(6 * 3, 2), floats([3])];
    const [apart, told] = [new Float64Array(24), new Float64Array(24)];
    reference.embed({ table, positions, ids, first, clock, y: apart }, params);
    reference.embed({ table, positions, ids, at: floats([3, 4, 5, 0, 0, 1, 2, 3]), clock, y: told }, params);
    expect(told).toEqual(apart);
  });

  it('gathers rows as they are or onto what is there, and its gradient adds onto what is there', () => {
    const params = { ...extents, scale: golden.scale, count: 4 };
    const [table, ids, dy] = [floats(golden.table), floats(golden.ids), floats(golden.dy)];
    const y = new Float64Array(8);
    reference.gatherRows({ table, ids, y }, params);
    expect([...y]).toEqual([...golden.ids].flatMap((id) => golden.table.slice(2 * id, 2 * id + 2)));
    const [x, onto] = [noise(8, 6), new Float64Array(8)];
    reference.gatherOnto({ x, table, ids, y: onto }, params);
    expect(onto).toEqual(x.map((value, i) => value + y[i]));
    const { offsets, places } = invertIds(Uint32Array.from(ids), params.vocabulary);
    const sofar = noise(8, 5);
    const dtable = new Float64Array(8);
    const index = { offsets: Float64Array.from(offsets), places: Float64Array.from(places) };
    reference.gradientOnto({ dy, ...index, sofar, dtable }, params);
    dtable.forEach((value, i) => expect(value).toBeCloseTo(sofar[i] + golden.dtable[i], 12));
  });

  it('leaves padding at zero and drops elements by their index in the output', () => {
    const params = { batch: 2, time: 3, window: 3, width: 4, vocabulary: 3, scale: 1 };
    const dropout = dropoutAt(0.5, 1, 1);
    const ids = floats([0, 1, 2, 0, 0, 1]);
    const [table, positions] = [noise(12, 3), noise(12, 4)];
    const kept = embedded(table, positions, ids, params);
    const dropped = embedded(table, positions, ids, params, atFirst, dropout);
    expect([...kept.subarray(0, 4), ...kept.subarray(12, 20)].every((y) => y === 0)).toBe(true);
    expect(dropped.every((y, i) => y === 0 || Math.abs(y - 2 * kept[i]) < 1e-6)).toBe(true);
    expect(dropped.some((y, i) => y === 0 && kept[i] !== 0)).toBe(true);
  });
});

describe('the inverted index', () => {
  it('lists every place of every id in rising order and leaves padding out', () => {
    const { offsets, places } = invertIds(Uint32Array.of(2, 0, 1, 2, 0, 2), 4);
    expect([...offsets]).toEqual([0, 0, 1, 4, 4]);
    expect([...places]).toEqual([2, 0, 3, 5, 0, 0]);
  });

  it('refuses an id outside the vocabulary', () => {
    expect(() => invertIds(Uint32Array.of(1, 4), 4)).toThrow('inverted index: ids[1] is 4, expected below 4');
  });
});
