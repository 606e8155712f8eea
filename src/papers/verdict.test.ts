import { describe, expect, it } from 'vitest';
import type { Recipe } from './experiment.ts';
import type { PaperRecord } from './record.ts';
import { digestOf, hashOf, readRecord } from './record.ts';
import { verdictOf, type Verdict } from './verdict.ts';

const recipe: Recipe = {
  setting: 'A test.',
  contenders: ['a', 'b'],
  seeds: [1, 2],
  measures: { a: 'a', b: 'b' },
  expectations: [
    { says: 'a beats b.', measure: 'a', is: 'at least', than: 'b', margin: 0.1, of: 'the mean' },
    { says: 'b is small.', measure: 'b', is: 'at most', than: null, margin: 0.5, of: 'every seed' },
  ],
};
const hash = await hashOf({ recipe, sources: { 'a.ts': '1' } });

/** A record of these values, with the digest that they have. */
async function recordOf(seeds: PaperRecord['seeds'], of = hash): Promise<PaperRecord> {
  const facts = { version: 1, id: 'F4', hash: of, adapter: 'CPU', commit: 'test', seeds };
  return { ...facts, digest: await digestOf(facts) };
}

const judge = async (record: PaperRecord): Promise<Verdict> =>
  verdictOf({ recipe, hash }, record, await digestOf(record));

const good = [
  { seed: 1, values: { a: 0.5, b: 0.3 } },
  { seed: 2, values: { a: 0.4, b: 0.3 } },
];

describe('a verdict', () => {
  it('passes where everything came out, and shows what came out beside what was expected', async () => {
    const { status, checks } = await judge(await recordOf(good));
    expect(status).toBe('passes');
    expect(checks[0].measured).toBeCloseTo(0.45, 12);
    expect(checks[0].bound).toBeCloseTo(0.4, 12);
    expect(checks[1]).toMatchObject({ measured: 0.3, bound: 0.5, holds: true });
  });

  it('fails by the mean where a mean is expected, and by one seed where every seed is', async () => {
    const mean = await judge(await recordOf([good[0], { seed: 2, values: { a: 0.29, b: 0.3 } }]));
    expect([mean.status, mean.checks.map(({ holds }) => holds)]).toEqual(['fails', [false, true]]);
    const one = await judge(
      await recordOf([
        { seed: 1, values: { a: 0.9, b: 0.1 } },
        { seed: 2, values: { a: 0.9, b: 0.51 } },
      ]),
    );
    expect([one.status, one.checks.map(({ holds }) => holds)]).toEqual(['fails', [true, false]]);
    expect(one.checks[1].measured).toBe(0.51);
    expect(one.reason).toBe('1 of 2 expectations did not come out.');
  });

  it('holds at the bound itself', async () => {
    const values = { a: 0.6, b: 0.5 };
    expect(
      (
        await judge(
          await recordOf([
            { seed: 1, values },
            { seed: 2, values },
          ]),
        )
      ).status,
    ).toBe('passes');
  });

  it('is stale once the recipe or a source has changed', async () => {
    const other = await hashOf({ recipe, sources: { 'a.ts': '2' } });
    const later = await hashOf({ recipe: { ...recipe, seeds: [1, 2, 3] }, sources: { 'a.ts': '1' } });
    for (const former of [other, later]) expect((await judge(await recordOf(good, former))).status).toBe('stale');
    expect(await hashOf({ recipe, sources: { 'a.ts': '1' } })).toBe(hash);
  });

  it('does not depend on the order in which sources are found', async () => {
    const sources = { 'b.ts': '2', 'a.ts': '1' };
    expect(await hashOf({ recipe, sources })).toBe(await hashOf({ recipe, sources: { 'a.ts': '1', 'b.ts': '2' } }));
  });

  it('is stale where seeds or measures are missing, or there are seeds that nobody asked for', async () => {
    const cases: [PaperRecord['seeds'], string][] = [
      [good.slice(1), 'The record lacks seed 1.'],
      [[...good, { seed: 3, values: { a: 1, b: 0 } }], 'The record has 3 seeds, and the recipe 2.'],
      [[good[0], { seed: 2, values: { a: 1 } }], 'The record lacks b of seed 2.'],
      [[good[0], good[0]], 'The record lacks seed 2.'],
    ];
    for (const [seeds, reason] of cases) {
      expect(await judge(await recordOf(seeds))).toEqual({ status: 'stale', reason, checks: [] });
    }
  });

  it('is stale where a value was changed after it was measured', async () => {
    const record = await recordOf(good);
    const changed = { ...record, seeds: [good[0], { seed: 2, values: { a: 0.9, b: 0.3 } }] };
    const { status, reason } = await judge(changed);
    expect([status, reason]).toEqual(['stale', 'The recorded values were changed after they were measured.']);
  });
});

describe('a record', () => {
  it('is read back as it was written', async () => {
    const record = { ...(await recordOf(good)), date: '2026-11-29' };
    expect(readRecord('F4', JSON.parse(JSON.stringify(record)))).toEqual(record);
  });

  it('is refused in a sentence where it is of another paper, carries a verdict of its own, or holds no numbers', async () => {
    const record = await recordOf(good);
    expect(readRecord('F6', record)).toBe('bench/results/papers/F6.json is of F4.');
    const wrong: unknown[] = [
      { ...record, status: 'passes' },
      { ...record, version: 2 },
      { ...record, hash: 'none' },
      { ...record, seeds: [{ seed: 1, values: { a: '0.5' } }] },
      null,
      [],
    ];
    for (const file of wrong) expect(readRecord('F4', file)).toMatch(/^bench\/results\/papers\/F4\.json: .*\.$/);
  });
});
