import { describe, expect, it } from 'vitest';
import { splitFacts, splitMarks } from './splits.ts';

/** The marks of each user as letters, oldest first: trains, validates, tested, known. */
const spelled = (rule: Parameters<typeof splitMarks>[0]): string[] => {
  const { marks } = splitMarks(rule);
  const rows = [...new Set(marks.map(({ y }) => y))];
  const letters = (y: number): string =>
    marks
      .filter((mark) => mark.y === y)
      .map(({ kind }) => ({ trains: '.', validates: 'v', tested: 'T', known: 'k' })[kind])
      .join('');
  return rows.map(letters);
};

describe('the picture of a split', () => {
  it('tests and validates the end of every history under leave-one-out', () => {
    expect(spelled('leave-one-out')).toEqual(['...vT', '...vT', '..vT', '...vT']);
  });

  it('asks for the first item after each cut by time', () => {
    expect(spelled('by time')).toEqual(['....v', '...vT', '...v', '...T']);
    expect(splitMarks('by time').cuts).toHaveLength(2);
  });

  it('keeps whole users aside by user', () => {
    expect(spelled('by user')).toEqual(['.....', '.....', 'kkkv', 'kkkkT']);
  });

  it('leaves items out of training by item, and asks for one at the end', () => {
    expect(spelled('by item')).toEqual(['.k.kT', '...v', '..kT', 'k..']);
  });

  it('holds out several interactions of a user as published', () => {
    expect(spelled('as published')).toEqual(['...vT', '..vTT', '...T', '..vvT']);
  });
});

describe('what a split gives', () => {
  const card = {
    rule: 'by time',
    lacking: null,
    trained: 79_999,
    validated: 1,
    tested: 90,
    cold: 0,
    departures: [],
  } as const;

  it('is counted and dated', () => {
    const cuts = { validation: 889_228_800, test: 891_302_400 };
    expect(splitFacts({ ...card, cuts })).toBe(
      '79,999 interactions to train, 1 target to validate and 90 to test, from 1998-03-07 and from 1998-03-31.',
    );
  });

  it('says how it departs from what was published', () => {
    const departures = ['Cleaning left 7 of 8 interactions to train.'];
    expect(splitFacts({ ...card, departures, cuts: null })).toMatch(/90 to test\. Cleaning left 7 of 8/);
  });

  it('says how many targets nobody can learn', () => {
    expect(splitFacts({ ...card, cold: 9, cuts: null })).toMatch(
      /90 to test\. 9 of 90 targets \(10 %\) never occur in/,
    );
  });

  it('says who can place targets that are all new', () => {
    const said = splitFacts({ ...card, rule: 'by item, 20 %', cold: 90, cuts: null });
    expect(said).toMatch(/90 to test\. None of the 90 targets occurs in training: what tells items by their text/);
  });

  it('is called too little where it is', () => {
    expect(splitFacts({ ...card, tested: 2, cuts: null })).toMatch(/2 to test\. That is too few/);
  });
});
