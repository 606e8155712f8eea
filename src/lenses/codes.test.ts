import { expect, it } from 'vitest';
import { untimed } from '../core/history.ts';
import type { Probe } from '../recommend/probe.ts';
import { probeOf } from '../recommend/probe.ts';
import { rpg } from '../models/rpg/rpg.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { lens as use } from './code_use.lens.ts';
import { lens } from './codes.lens.ts';
import type { Picture } from './picture.ts';

// Items 0 and 3 have the same codes; code 1 of slot 1 is that of item 2 alone, code 3 that of none.
const codes = { slots: 2, size: 4, values: Uint16Array.of(0, 0, 0, 1, 1, 0, 0, 0, 2, 2) };
const vectors = { values: Float64Array.of(1, 0, 1, 0.1, -1, 0, 1, 0.2, 0, 1), width: 2 };

function probe(item: number): Probe {
  return { ...probeOf(noisyReader(rpg, 5), untimed([item])), codes, vectors };
}

const rowsOf = ({ numbers: { rows, values } }: Picture): unknown => [
  rows.of === 'words' ? rows.words : rows.items,
  [...values],
];

it('the codes of an item stand with how many items have each, and beside items that share them', async () => {
  const [own, most, near] = (await lens.look(probe(0), {})) ?? [];
  expect(rowsOf(own)).toEqual([
    ['slot 1: code 0', 'slot 2: code 0'],
    [3, 3],
  ]);
  expect(rowsOf(most)).toEqual([
    [3, 1, 2, 4],
    [2, 1, 1, 0],
  ]);
  expect(rowsOf(near)).toEqual([
    [1, 3, 4, 2],
    [1, 2, 0, 1],
  ]);
  expect(most.sentence).toBe(
    'Of the 2 codes of {0}, {3} shares most: 2. 1 other item has all of them and cannot be told from it.',
  );
  const [{ sentence }] = (await lens.look(probe(2), {})) ?? [];
  expect(sentence).toBe('Of the 2 codes of {2}, code 1 of slot 1 tells it apart best: no other item has it.');
});

it('the use of the codes is counted slot by slot', async () => {
  const [used, entropy, places] = (await use.look(probe(0), {})) ?? [];
  expect([...used.numbers.values]).toEqual([0.75, 0.75]);
  expect(used.sentence).toContain('5 items use 75 % on average, and 2 of 5 items cannot be told apart by their codes');
  const nats = -(0.6 * Math.log(0.6) + 2 * 0.2 * Math.log(0.2));
  for (const value of entropy.numbers.values) expect(value).toBeCloseTo(nats, 6);
  expect([...places.numbers.values]).toEqual([3, 3, 3, 1, 1, 1, 1, 1, 1, 0, 0, 0]);
});

it('a model that knows items by rows of their own has no codes to show', () => {
  expect(noisyReader(sasrec, 5).codes).toBeNull();
  expect(noisyReader(rpg, 5).codes?.slots).toBe(2);
});
