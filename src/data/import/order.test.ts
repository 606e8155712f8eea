/** The result does not depend on how a table came: in which pieces, in which files, and, where times decide, in which order. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from './limits.ts';
import { file, importFiles } from './testing.ts';
import type { ImportResult } from './types.ts';

const HEADER = 'customer_id,product_id,created_at,quantity\n';
const START = 1_600_000_000;

/** Rows of different times, as many as there are numbers. */
const rows = fc
  .array(fc.record({ user: fc.nat(6), item: fc.nat(9), quantity: fc.integer({ min: 1, max: 3 }) }), {
    minLength: 12,
    maxLength: 60,
  })
  .map((all) => all.map(({ user, item, quantity }, i) => `c${user},p${item},${START + 977 * i},${quantity}\n`));

/** Histories by the names of users and items, in the order of time. */
function histories({ interactions }: ImportResult): unknown {
  const { user, item, time, users, catalogue } = interactions;
  const order = [...user.keys()].sort((a, b) => (time?.[a] ?? 0) - (time?.[b] ?? 0));
  return order.map((row) => [users[user[row]], catalogue.ids[item[row]], time?.[row]]);
}

const read = (...texts: readonly string[]): Promise<ImportResult> =>
  importFiles(texts.map((text, i) => file(`orders-${i + 1}.csv`, text)));

describe('a table of interactions', () => {
  it('has the same histories in any order of its rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
        async ([all, shuffled]) => {
          const [one, other] = [await read(HEADER + all.join('')), await read(HEADER + shuffled.join(''))];
          expect(histories(other)).toEqual(histories(one));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is the same in one file and in several, whatever the order they are chosen in', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.nat(), fc.nat(), async (all, a, b) => {
        const [from, to] = [a % all.length, b % all.length].sort((x, y) => x - y);
        const parts = [all.slice(0, from + 1), all.slice(from + 1, to + 1), all.slice(to + 1)];
        const files = parts.flatMap((part, i) =>
          part.length === 0 ? [] : [file(`orders-${i + 9}.csv`, HEADER + part.join(''))],
        );
        const whole = await read(HEADER + all.join(''));
        const pieces = await importFiles([...files].reverse());
        expect(pieces.interactions).toEqual({ ...whole.interactions, name: pieces.interactions.name });
        expect(pieces.files.reduce((sum, { rows: { used } }) => sum + used, 0)).toBe(all.length);
      }),
      { numRuns: 30 },
    );
  });

  it('is the same in pieces of any size', async () => {
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 64 }), async (all, pieceBytes) => {
        const files = [file('orders.csv', HEADER + all.join(''))];
        const whole = await importFiles(files);
        expect(await importFiles(files, { limits: { ...defaultLimits, pieceBytes } })).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });
});
