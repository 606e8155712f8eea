import { describe, expect, it } from 'vitest';
import { audit, type DatasetAudit } from './audit.ts';
import { defaultShaping } from './dataset.ts';

/** Histories of letters; `times` per event, null for none. */
function auditOf(histories: readonly string[], times: readonly number[] | null = null, inSeconds = true): DatasetAudit {
  const flat = Array.from(histories.join(''));
  const ids = [...new Set(flat)];
  const offsets = new Uint32Array(histories.length + 1);
  histories.forEach((one, u) => (offsets[u + 1] = offsets[u] + one.length));
  return audit(
    {
      name: 'test',
      users: histories.map((_, u) => `u${u}`),
      catalogue: { ids, titles: null, categories: null },
      offsets,
      items: Uint32Array.from(flat, (id) => ids.indexOf(id)),
      times: times && Float64Array.from(times),
      shaping: defaultShaping,
      fingerprint: 'f',
    },
    inSeconds,
  );
}

const codes = ({ warnings }: DatasetAudit): string[] => warnings.map(({ code }) => code);
const sentence = ({ warnings }: DatasetAudit, code: string) => warnings.find((one) => one.code === code)?.sentence;

describe('audit', () => {
  it('counts sizes, density, lengths and popularity', () => {
    const found = auditOf(['aab', 'abcd', 'a']);
    expect(found).toMatchObject({ interactions: 8, users: 3, items: 4, usersEvaluated: 2, historyLength: 4 });
    expect(found.density).toBeCloseTo(8 / 12, 15);
    expect(found.length).toMatchObject({ min: 1, median: 3, max: 4 });
    expect(found.popularity.perItem).toMatchObject({ min: 1, max: 4, mean: 2 });
    expect(found.popularity.topPercentShare).toBe(0.5);
  });

  it('measures ties of neighbours and of the last two, within a user only', () => {
    // Neighbours: 1-1 tied, 1-2, 2-2 tied, 2-3, 3-3 tied: 3 of 5; the last two: first user no, second yes.
    const found = auditOf(['abc', 'cbad'], [1, 1, 2, 2, 2, 3, 3]);
    expect(found.ties).toEqual({ adjacent: 3 / 5, lastTwo: 1 / 2 });
    expect(found.time).toEqual({ from: 1, to: 3 });
    expect([found.orderOnly, found.fields]).toEqual([false, ['times']]);
    expect(sentence(found, 'ties')).toContain(
      '60 % of neighbouring events of a user have the same time, and 50 % of users',
    );
  });

  it('is quiet about ties up to 5 %', () => {
    const users = Array.from({ length: 20 }, () => 'ab');
    const tiedOnce = users.flatMap((_, u) => [10 * u, 10 * u + (u === 0 ? 0 : 1)]);
    const tiedTwice = users.flatMap((_, u) => [10 * u, 10 * u + (u < 2 ? 0 : 1)]);
    expect(codes(auditOf(users, tiedOnce))).not.toContain('ties');
    expect(codes(auditOf(users, tiedTwice))).toContain('ties');
  });

  it.each([[null], [[5, 5, 5, 5, 5, 5]]])('says that the order is the order of the file for times %j', (times) => {
    const found = auditOf(['abc', 'cba'], times);
    expect([found.orderOnly, found.fields]).toEqual([true, []]);
    expect(codes(found)).toContain('order only');
    expect(codes(found)).not.toContain('ties');
  });

  it('counts targets that repeat an item, the item just before, and neighbours that repeat', () => {
    // Targets: a seen before; a just before; c new. The last user is too short to be tested.
    const found = auditOf(['aba', 'baa', 'abc', 'aa']);
    expect(found.repeats.targets).toBeCloseTo(2 / 3, 15);
    expect(found.repeats.targetsJustBefore).toBeCloseTo(1 / 3, 15);
    expect(found.repeats.consecutive).toBeCloseTo(2 / 7, 15);
    expect(found.seen).toBe('kept');
    expect(codes(found)).toEqual(
      expect.arrayContaining(['repeated targets', 'last item repeats', 'consecutive repeats', 'few users']),
    );
  });

  it('measures how much of the training lies after what is tested', () => {
    // Training at 1 and 5, tests at 3 and 7: of the two, one is after the first test and none after the second.
    const found = auditOf(['abc', 'cba', 'ab'], [1, 2, 3, 5, 6, 7, 8, 9]);
    expect(found.futureInTraining).toBe(1 / 4);
    expect(sentence(found, 'future in training')).toContain('25 % of the training events happened after');
    const inTurn = auditOf(['abc', 'cba'], [1, 3, 4, 1, 3, 4]);
    expect(inTurn.futureInTraining).toBe(0);
    expect(codes(inTurn)).not.toContain('future in training');
    expect(auditOf(['abc', 'cba']).futureInTraining).toBeNull();
  });

  it('takes no order numbers for times', () => {
    const found = auditOf(['abc', 'cba', 'ab'], [1, 2, 3, 5, 6, 7, 8, 9], false);
    expect(found).toMatchObject({ time: null, futureInTraining: null, orderOnly: false, fields: [] });
    expect(found.ties).toEqual({ adjacent: 0, lastTwo: 0 });
    expect(codes(found)).not.toContain('future in training');
  });

  it('recommends the seen filter up to 1 % of repeated targets', () => {
    const fresh = Array.from({ length: 99 }, () => 'abc');
    expect(auditOf([...fresh, 'aba']).seen).toBe('filtered');
    expect(auditOf([...fresh, 'aba', 'aba']).seen).toBe('kept');
  });

  it('warns of short histories, a popular head and rare items only where there are some', () => {
    const poor = auditOf(['ab', 'ac', 'ad', 'aef']);
    expect(codes(poor)).toEqual(expect.arrayContaining(['short histories', 'popular head', 'rare items']));
    expect(sentence(poor, 'short histories')).toContain('3 of 4 have fewer than three');
    const rich = auditOf(
      Array.from({ length: 1000 }, (_, u) => (u % 2 ? 'abcdef' : 'fdbeca')),
      null,
    );
    expect(codes(rich)).toEqual(['order only']);
  });

  it('caps the history length at 100', () => {
    const long = 'abcdefghij'.repeat(15);
    expect(auditOf([long, long]).historyLength).toBe(100);
  });

  it('gives plain JSON', () => {
    const found = auditOf(['abc', 'cba'], [1, 2, 3, 1, 2, 3]);
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});

describe('rows that stand twice', () => {
  const rows = (audited: DatasetAudit) => audited.warnings.find(({ code }) => code === 'repeated rows');

  it('are counted by user, item and time, and warned of', () => {
    const twice = auditOf(['aabbcc', 'ccdd'], [0, 0, 1, 1, 2, 2, 5, 5, 6, 6]);
    expect(twice.repeats.copies).toBe(0.5);
    expect(rows(twice)?.sentence).toMatch(/^50 % of the rows stand there before, with the same user, item and time/);
  });

  it('are none where an item comes again at another time, or two come at once', () => {
    const again = auditOf(['aab', 'cdc'], [0, 1, 2, 3, 3, 4]);
    expect([again.repeats.copies, rows(again)]).toEqual([0, undefined]);
  });

  it('cannot be told from repeats without times', () => {
    expect(auditOf(['aabb']).repeats.copies).toBeNull();
  });
});
