import { describe, expect, it } from 'vitest';
import { untimed } from '../core/history.ts';
import { Pacer } from '../core/pace.ts';
import { modelNamed } from '../models/catalogue.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { decode, decoders, type ChosenDecoder } from './catalogue.ts';
import type { Asked } from './decoder.ts';

const ITEMS = 40;
const NONE: ReadonlySet<number> = new Set();

/** A model of codes after a history. */
async function askedOf(name: string): Promise<Asked> {
  const reader = noisyReader(modelNamed(name), ITEMS, { slots: 3, codebook: 8 });
  const session = reader.session();
  await session.follow(untimed([3, 1, 4]));
  return { state: session.state, scorer: reader.scorer, guesser: reader.guesser };
}
const listed = async (chosen: ChosenDecoder, asked: Asked, hidden = NONE, count = 10) =>
  new Pacer('list', {}).through(decode(chosen, asked, { count, hidden }));
const itemsOf = ({ list }: Awaited<ReturnType<typeof listed>>): number[] => list.map(({ item }) => item);

// What holds for every decoder that there is, whether the codes of a slot depend on those before or not.
describe.each(['tiger', 'rpg', 'recgpt'])('after %s', (model) => {
  it.each([...decoders.keys()])(
    '%s lists items of the catalogue, each once, none that is hidden, the same again',
    async (name) => {
      const asked = await askedOf(model);
      const hidden = new Set([0, 7, 12, 39]);
      const items = itemsOf(await listed({ name, values: {} }, asked, hidden));
      expect(items.length).toBeGreaterThan(0);
      expect(new Set(items).size).toBe(items.length);
      for (const item of items) expect(item >= 0 && item < ITEMS && !hidden.has(item)).toBe(true);
      expect(itemsOf(await listed({ name, values: {} }, asked, hidden))).toEqual(items);
    },
  );

  it('beam finds the exact list where it keeps every branch', async () => {
    const asked = await askedOf(model);
    const exact = itemsOf(await listed({ name: 'exact', values: {} }, asked, NONE, ITEMS));
    expect(itemsOf(await listed({ name: 'beam', values: { width: 1024 } }, asked, NONE, ITEMS))).toEqual(exact);
  });

  it('beams are what codes are chosen by: every branch goes on from one that was kept, and costs what its code costs', async () => {
    const asked = await askedOf(model);
    const { branches, list } = await listed({ name: 'beam', values: { width: 5 } }, asked);
    const codes = asked.guesser?.codes.values ?? [];
    for (const [place, { item, sum }] of branches[2].entries()) {
      const second = branches[1][branches[2][place].parent];
      const first = branches[0][second.parent];
      expect([first.code, second.code, branches[2][place].code]).toEqual([
        ...codes.slice(3 * (item ?? 0), 3 * (item ?? 0) + 3),
      ]);
      expect(first.sum).toBeGreaterThan(second.sum);
      expect(second.sum).toBeGreaterThan(sum);
    }
    // Fewer than ten, where no other items go on from the branches that were kept.
    const kept = branches[1].map(({ parent, code }) => `${branches[0][parent].code} ${code}`);
    const begins = Array.from({ length: ITEMS }, (_, item) => codes.slice(3 * item, 3 * item + 2).join(' '));
    expect(list.length).toBe(begins.filter((begin) => kept.includes(begin)).length);
    expect(list.length).toBeLessThan(10);
  });

  it('diverse beams without a penalty and beams of a group are alike; with one they begin with more codes', async () => {
    const asked = await askedOf(model);
    const firsts = async (values: ChosenDecoder['values']): Promise<number> => {
      const { branches } = await listed({ name: 'diverse', values: { width: 8, groups: 4, ...values } }, asked);
      return new Set(branches[0].map(({ code }) => code)).size;
    };
    expect(await firsts({ penalty: 0 })).toBe(2); // every group keeps the same two
    expect(await firsts({ penalty: 10 })).toBeGreaterThan(4);
  });

  it('sampling that is cold gives what greed gives, and another seed another list', async () => {
    const asked = await askedOf(model);
    const [greedy] = itemsOf(await listed({ name: 'beam', values: { width: 1 } }, asked, NONE, 1));
    const [cold] = itemsOf(await listed({ name: 'sampling', values: { temperature: 0.05 } }, asked, NONE, 1));
    expect(cold).toBe(greedy);
    const one = itemsOf(await listed({ name: 'sampling', values: { seed: 1 } }, asked));
    expect(itemsOf(await listed({ name: 'sampling', values: { seed: 2 } }, asked))).not.toEqual(one);
  });
});

it('a decoder or a setting that there is not, and a model without codes, are refused in words', async () => {
  const asked = await askedOf('tiger');
  await expect(listed({ name: 'beams', values: {} }, asked)).rejects.toThrow(/beams/);
  await expect(listed({ name: 'beam', values: { width: 0 } }, asked)).rejects.toThrow(/width/);
  await expect(listed({ name: 'beam', values: {} }, { ...asked, guesser: null })).rejects.toThrow(
    "decoder: 'beam' chooses codes, and this model knows items by rows of their own, expected exact",
  );
});
