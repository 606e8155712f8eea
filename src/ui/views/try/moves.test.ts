import { describe, expect, it } from 'vitest';
import { firstPlaceSentence, movesSentence, stepsWords, shareOf } from './moves.ts';

const list = (ids: string) =>
  Array.from(ids).map((id, rank) => ({ id, title: id, category: null, count: 1, rank, score: -rank }));

describe('what moved in a list', () => {
  const before = { a: 0, b: 1, c: 2, d: 3, e: 4 };
  it.each([
    ['abc', 'Nothing moved since.'],
    ['bac', '1 up, 1 down since.'],
    ['abe', '1 in, 1 out since.'],
    ['xca', '1 in, 1 out; 1 up, 1 down since.'],
  ])('%s after abc: %s', (ids, sentence) => expect(movesSentence(list(ids), before, 'since')).toBe(sentence));

  it('is not said where there was no list', () => expect(movesSentence(list('abc'), null, 'since')).toBe(''));
});

it.each([
  [{ positions: 1, computed: 1 }, ''],
  [{ positions: 12, computed: 12 }, 'All 12 positions were read.'],
  [{ positions: 12, computed: 1 }, '1 of 12 positions was read; the others were there from the list before.'],
  [{ positions: 12, computed: 3 }, '3 of 12 positions were read; the others were there from the list before.'],
  [{ positions: 12, computed: 0 }, 'Nothing had to be read again.'],
])('what it took to read %j is said', (steps, words) => expect(stepsWords(steps)).toBe(words));

describe('the first place after an edit', () => {
  const [a, b] = list('ab');
  const ranked = {
    items: list('ba'),
    places: { b: 0, a: 1 },
    floor: 0,
    search: null,
    before: { a: 0, b: 1 },
    first: a,
    steps: null,
    readsTimes: false,
    kinds: null,
    levels: null,
    newItems: [],
    unknownItems: [],
  };

  it('says who has it now and where the one before went', () => {
    expect(firstPlaceSentence(ranked)).toBe('“b” is first now; “a” fell to place 2.');
    expect(firstPlaceSentence({ ...ranked, places: { b: 0 } })).toBe('“b” is first now; “a” left the first 100.');
    const search = { decoder: 'beam', places: [0], missed: [] };
    expect(firstPlaceSentence({ ...ranked, places: { b: 0 }, search })).toBe('“b” is first now; “a” left the list.');
    expect(firstPlaceSentence({ ...ranked, first: b })).toBe('“b” stays first.');
  });

  it('says nothing where there was no list before', () => {
    expect(
      firstPlaceSentence({
        ...ranked,
        before: null,
        first: null,
        steps: null,
        readsTimes: false,
        kinds: null,
        levels: null,
        newItems: [],
      }),
    ).toBe('');
  });
});

it('a bar is full at the first place and empty at the lowest known score', () => {
  expect([4, 3, 2, 1].map((score) => shareOf(score, 4, 2))).toEqual([1, 0.5, 0, 0]);
  expect(shareOf(1, 1, 1)).toBe(1);
});
