import { expect, it } from 'vitest';
import { untimed } from '../core/history.ts';
import { recgpt } from '../models/recgpt/recgpt.ts';
import { probeOf } from '../recommend/probe.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { ATTENTION, attentionRow, lastLook, tokenRow } from './attention_weights.ts';
import { lens } from './tokens.lens.ts';

const HISTORY = untimed([4, 1, 7]);
const probe = probeOf(noisyReader(recgpt, 12, { slots: 2 }), HISTORY);

it('a token looks at all tokens of its own item and of those before it, and at no other', async () => {
  const [observed] = await probe.observe([ATTENTION], {});
  expect([0, 1, 2, 3, 4, 5].map((token) => tokenRow(observed, 0, token).length)).toEqual([2, 2, 4, 4, 6, 6]);
});

it('the look of an item is the mean over its tokens, to all tokens of another together', async () => {
  const [observed] = await probe.observe([ATTENTION], {});
  const [first, second] = [4, 5].map((token) => tokenRow(observed, 0, token));
  const row = attentionRow(observed, 0, 2);
  expect(row).toHaveLength(3);
  row.forEach((weight, item) => {
    const given = [first, second].map((tokens) => tokens[2 * item] + tokens[2 * item + 1]);
    expect(weight).toBeCloseTo((given[0] + given[1]) / 2, 12);
  });
});

it('token by token the look sums up to that at items', async () => {
  const pictures = (await lens.look(probe, {})) ?? [];
  const looked = await lastLook(probe);
  expect(pictures).toHaveLength(2);
  const items = [0, 1, 2].map(
    (item) =>
      pictures.reduce((sum, { numbers: { values } }) => sum + values[item] + values[3 + item], 0) / pictures.length,
  );
  items.forEach((weight, item) => expect(weight).toBeCloseTo(looked?.[item] ?? NaN, 6));
  expect(pictures[0].sentence).toMatch(/on token [12] of the (first|last) item|on token [12] of the item before/);
});
