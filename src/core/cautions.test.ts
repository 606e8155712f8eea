import { describe, expect, it } from 'vitest';
import { cautionsOf, coldTargets, coldWords, fewAsked, shareInterval } from './cautions.ts';

const result = (users: number, hr10: number, cold = 0) => ({
  ...{ users, ofUsers: 17_794, hr: { '10': hr10 } },
  byPopularity: [...(cold === 0 ? [] : [{ from: 0, users: cold }]), { from: 1, users: users - cold }],
});

describe('the interval of a share', () => {
  it('is the one of Wilson, also where nobody or everybody was a hit', () => {
    // The formula by hand, in Python.
    const { low, high } = shareInterval(6 / 41, 41);
    expect([low, high].map((bound) => bound.toFixed(4))).toEqual(['0.0688', '0.2844']);
    expect(shareInterval(0, 10).low).toBe(0);
    expect(shareInterval(0, 10).high).toBeCloseTo(0.2775, 3);
    expect(shareInterval(1, 10).high).toBe(1);
  });
});

describe('a result', () => {
  it('of few users says how many they are and how wide its interval is', () => {
    expect(fewAsked(result(41, 6 / 41))).toBe(
      'Few were asked, 41 of 17,794 users: HR@10 0.1463 may as well be 0.07 to 0.28 (95 % interval, 0.22 wide). Only a comparison user by user tells recommenders apart.',
    );
    expect(fewAsked(result(400, 0.2))).toBeNull();
  });

  it('counts the targets that training never shows', () => {
    expect(coldTargets(result(1000, 0.2, 70))).toEqual({ cold: 70, all: 1000 });
    expect(coldWords({ cold: 70, all: 1000 })).toMatch(/^70 of 1,000 targets \(7\.0 %\) never occur in training/);
    expect(coldWords({ cold: 0, all: 1000 })).toBeNull();
  });

  it('of many users, all of whose targets are known, needs no caution', () => {
    expect(cautionsOf(result(1000, 0.2))).toEqual([]);
    expect(cautionsOf(result(41, 0.2, 1))).toHaveLength(2);
  });
});
