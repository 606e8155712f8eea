import { describe, expect, it } from 'vitest';
import { followedBy, stretch, timed, UNKNOWN_KIND, untimed, without } from './history.ts';

describe('a history', () => {
  const history = timed([4, 1, 7], [10, NaN, 30]);

  it('keeps the times of its items through whatever is made of it', () => {
    expect(stretch(history, 1)).toEqual(timed([1, 7], [NaN, 30]));
    expect(stretch(history, -2, -1)).toEqual(timed([1], [NaN]));
    expect(without(history, 1)).toEqual(timed([4, 7], [10, 30]));
    expect(followedBy(history, 9)).toEqual(timed([4, 1, 7, 9], [10, NaN, 30, NaN]));
  });

  it('has none where nobody knows any', () => {
    const bare = untimed([4, 1, 7]);
    expect([stretch(bare, 1), without(bare, 0)]).toEqual([untimed([1, 7]), untimed([1, 7])]);
    expect(followedBy(bare, 9)).toEqual(untimed([4, 1, 7, 9]));
  });

  it('keeps the kinds of its events as well, and knows none of one that is added', () => {
    const told = { ...history, kinds: Uint8Array.of(2, 0, 1) };
    expect(stretch(told, -2).kinds).toEqual(Uint8Array.of(0, 1));
    expect(without(told, 1).kinds).toEqual(Uint8Array.of(2, 1));
    expect(followedBy(told, 9).kinds).toEqual(Uint8Array.of(2, 0, 1, UNKNOWN_KIND));
  });

  it('keeps the values of its events as well, and knows none of one that is added', () => {
    const told = { ...history, values: Float64Array.of(5, NaN, 2.5) };
    expect(stretch(told, -2).values).toEqual(Float64Array.of(NaN, 2.5));
    expect(without(told, 1).values).toEqual(Float64Array.of(5, 2.5));
    expect(followedBy(told, 9).values).toEqual(Float64Array.of(5, NaN, 2.5, NaN));
  });

  it('may be as long as a history is', () => {
    expect(followedBy(untimed({ length: 300_000 }), 3).items).toHaveLength(300_001);
  });
});
