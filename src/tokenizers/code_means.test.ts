import { expect, it } from 'vitest';
import { explainedByMeans } from './code_means.ts';

it('the means of codes explain what is worked out by hand, slot by slot', async () => {
  // About their mean 4: −4, −2, 2, 4 of square 40. Slot 1 leaves −1, 1, −1, 1 of square 4, slot 2 is slot 1 again, slot 3 tells −1 from 1.
  const vectors = { values: Float32Array.of(0, 2, 6, 8), width: 1 };
  const codes = { slots: 3, size: 2, values: Uint16Array.of(0, 0, 0, 0, 1, 1, 1, 1, 0, 1, 0, 1) };
  const explained = await explainedByMeans(vectors, codes);
  [0.9, 0.9, 1].forEach((share, slot) => expect(explained[slot]).toBeCloseTo(share, 12));
});

it('codes of vectors that are all alike leave nothing', async () => {
  const vectors = { values: new Float32Array(6).fill(3), width: 2 };
  expect(await explainedByMeans(vectors, { slots: 1, size: 4, values: Uint16Array.of(0, 3, 3) })).toEqual([1]);
});
