import { expect, it } from 'vitest';
import { untimed } from '../core/history.ts';
import { rpg } from '../models/rpg/rpg.ts';
import { tiger } from '../models/tiger/tiger.ts';
import { probeOf, type Probe } from '../recommend/probe.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { lens as beam } from './beam.lens.ts';
import { lens } from './code_tree.lens.ts';
import type { Picture, Tree } from './picture.ts';

const treeOf = (pictures: readonly Picture[] | null): Tree => {
  const [picture] = pictures ?? [];
  if (picture.kind !== 'tree') throw new Error(`expected a tree, got ${picture.kind}`);
  return picture;
};
const rowsOf = ({ numbers: { rows, values }, parents }: Tree): unknown[] =>
  rows.of === 'codes' ? rows.words.map((word, i) => [parents[i], word, rows.items[i], values[i]]) : [];

const ofCodes = (codes: Probe['codes']): Probe => ({ ...probeOf(noisyReader(rpg, 5), untimed([0])), codes });

it('a small catalogue is drawn whole, the largest branches first', async () => {
  const codes = { slots: 2, size: 4, values: Uint16Array.of(3, 1, 0, 2, 0, 2, 0, 1) };
  const tree = treeOf(await lens.look(ofCodes(codes), {}));
  expect(rowsOf(tree)).toEqual([
    [-1, 'code 0', null, 3],
    [0, 'code 2', 1, 1],
    [0, 'code 2', 2, 1],
    [0, 'code 1', 3, 1],
    [-1, 'code 3', null, 1],
    [4, 'code 1', 0, 1],
  ]);
  expect(tree.sentence).toBe('Of 4 first codes, 2 are used; the largest branch, code 0, holds 3 of 4 items.');
});

it.each([1, 2, 3, 4, 9])(
  'of many items with %i codes the largest branches are drawn, and the rest counted',
  async (slots) => {
    const items = 500;
    const values = Uint16Array.from({ length: items * slots }, (_, at) => (at * at + 7 * at) % 23);
    const tree = treeOf(await lens.look(ofCodes({ slots, size: 32, values }), {}));
    const { rows } = tree.numbers;
    const drawn = rows.of === 'codes' ? rows.items.filter((item) => item !== null).length : 0;
    expect(drawn).toBeGreaterThan(7);
    expect(drawn).toBeLessThanOrEqual(64);
    expect(tree.sentence).toContain(`${items - drawn} more are left out.`);
  },
);

it('the beam keeps the best eight, says what it dropped, and whether the exact first is in it', async () => {
  const history = untimed([3, 1, 4]);
  const lost: string[] = [];
  for (const items of [10, 90]) {
    const reader = noisyReader(tiger, items, { slots: 3, codebook: 16 });
    const probe = probeOf(reader, history);
    const tree = treeOf(await beam.look(probe, {}));
    const { rows, values } = tree.numbers;
    const found = rows.of === 'codes' ? rows.items.filter((item) => item !== null) : [];
    const scores = await reader.scores(history);
    expect(found).toHaveLength(8);
    // Of each item the number is its score, and numbers fall along each way.
    for (const [row, item] of rows.of === 'codes' ? rows.items.entries() : []) {
      if (item !== null) expect(values[row]).toBeCloseTo(scores[item], 4);
      if (tree.parents[row] >= 0) expect(values[row]).toBeLessThan(values[tree.parents[row]]);
    }
    const first = await probe.next({});
    expect(tree.sentence).toContain(
      `{${first}}, the first of the whole catalogue, is ${found.includes(first) ? 'in' : 'not in'} it`,
    );
    lost.push(tree.sentence);
  }
  expect(lost[0]).toMatch(
    /^Over 3 slots the beam keeps \d+ branches and drops \d+ others that items go on with, most in slot/,
  );
});

it('where the beam loses the exact first item, it says in which slot', async () => {
  const probe = probeOf(noisyReader(tiger, 60, { slots: 2, codebook: 16 }), untimed([3, 1]));
  const { values } = probe.codes ?? { values: [] };
  const { parents, numbers } = treeOf(await beam.look(probe, {}));
  const { rows } = numbers;
  const words = rows.of === 'codes' ? rows.words : [];
  const items: readonly (number | null)[] = rows.of === 'codes' ? rows.items : [];
  const firsts = words.filter((_, row) => parents[row] < 0);
  const slots = [];
  for (const item of [...Array(60).keys()].filter((each) => !items.includes(each))) {
    const { sentence } = treeOf(await beam.look({ ...probe, next: () => Promise.resolve(item) }, {}));
    const slot = firsts.includes(`code ${values[2 * item]}`) ? 1 : 0;
    expect(sentence).toContain(
      `{${item}}, the first of the whole catalogue, is not in it: its code of slot ${slot + 1}, ${values[2 * item + slot]}, was dropped.`,
    );
    slots.push(slot);
  }
  expect(new Set(slots)).toEqual(new Set([0, 1]));
});

it('hidden items are not in the beam, and where all are hidden it says so', async () => {
  const reader = noisyReader(tiger, 6, { slots: 2, codebook: 4 });
  const some = treeOf(await beam.look(probeOf(reader, untimed([0]), new Set([0, 5])), {}));
  expect(rowsOf(some).filter((row) => [0, 5].includes((row as unknown[])[2] as number))).toEqual([]);
  const all = treeOf(await beam.look(probeOf(reader, untimed([0]), new Set([0, 1, 2, 3, 4, 5])), {}));
  expect(all.sentence).toMatch(/No item is left to recommend\.$/);
});
