import { expect, it } from 'vitest';
import { shapeDataset } from '../../data/shape.ts';
import { split, type Split } from '../../data/split.ts';
import { usualValues } from '../../parts/settings.ts';
import { onCpu } from '../../runtime/program.ts';
import { sortedTitles } from '../../testing/titled_codes.ts';
import { tokenizerNamed } from '../../tokenizers/catalogue.ts';
import { codesFrom } from './item_codes.ts';

const ITEMS = 24;
const SHAPE = { slots: 2, size: 4 };

/** Four sorts of titles, of which some items are held out. */
async function divided(titles: readonly string[], heldOut: readonly number[]): Promise<Split> {
  const dataset = await shapeDataset({
    name: 'titled',
    users: ['u', 'v'],
    catalogue: { ids: titles.map((_, i) => `b${i}`), titles, categories: null },
    user: Uint32Array.from(titles, (_, i) => i % 2),
    item: Uint32Array.from(titles, (_, i) => i),
    time: null,
  });
  return { ...split(dataset), heldOut: Uint32Array.from(heldOut) };
}

it.each(['product', 'residual'])(
  'items that are held out have the codes of their text by %s, and no part in them',
  async (name) => {
    const tokenizer = tokenizerNamed(name);
    const codes = async (titles: readonly string[]): Promise<string[]> => {
      const fitting = { seed: 1, executor: onCpu };
      const of = await divided(titles, [5, 10]);
      const { made } = await codesFrom(of, 'text', tokenizer, SHAPE, usualValues(tokenizer.settings), fitting);
      return titles.map((_, item) => made.codes.subarray(2 * item, 2 * item + 2).join());
    };
    const titles = sortedTitles(ITEMS).map((title, i) => (i === 5 ? sortedTitles(ITEMS)[9] : title));
    const found = await codes(titles);
    expect(found[5]).toBe(found[9]); // the same title, and the other one trains
    expect(new Set(found).size).toBeGreaterThan(2);
    const changed = await codes(titles.map((title, i) => (i === 5 ? 'something else altogether' : title)));
    const others = (all: readonly string[]): string[] => all.filter((_, item) => item !== 5);
    expect(others(changed)).toEqual(others(found));
  },
);
