import { describe, expect, it } from 'vitest';
import type { Preview } from '../../../worker/contract.ts';
import {
  activitySentence,
  estimateSentence,
  gapsSentence,
  gapWords,
  lengthsSentence,
  memoryAdvice,
  periodName,
  periodTicks,
  popularitySentence,
  removedSentence,
  unfitSentence,
} from './shape_words.ts';

const preview = (part: object): Preview =>
  ({
    before: { interactions: 100, users: 10, items: 5 },
    after: { interactions: 100, users: 10, items: 5 },
    cut: null,
    averageLength: 10,
    p95Length: 18,
    lacking: null,
    estimate: null,
    unfit: null,
    ...part,
  }) as Preview; // what the sentences look at

describe('what a shaping leaves, in words', () => {
  it('names what goes and only that', () => {
    expect(removedSentence(preview({}))).toBe('Nothing is left out.');
    const after = { interactions: 60, users: 9, items: 5 };
    expect(removedSentence(preview({ after }))).toBe('Left out: 1 user and 40 interactions.');
    expect(removedSentence(preview({ after: { ...after, items: 3 } }))).toBe(
      'Left out: 1 user, 2 items and 40 interactions.',
    );
  });

  it('counts sessions where histories are cut', () => {
    const before = { interactions: 100, users: 31, items: 5 };
    const cut = { users: 10 };
    expect(removedSentence(preview({ cut, before, after: before }))).toBe(
      '10 users made 31 sessions. Nothing is left out.',
    );
    expect(removedSentence(preview({ cut, before, after: { ...before, users: 30, interactions: 99 } }))).toBe(
      '10 users made 31 sessions. Left out: 1 session and 1 interaction.',
    );
    expect([null, 1800, 3600, 14_400, 604_800].map(gapWords)).toEqual([
      'not cut',
      'cut after 30 minutes',
      'cut after 1 hour',
      'cut after 4 hours',
      'cut after 7 days',
    ]);
  });

  it('says how long histories are, and that none is left', () => {
    expect(lengthsSentence(preview({}))).toBe('On average a history has 10 interactions; 95\u00a0% have at most 18.');
    expect(lengthsSentence(preview({ after: { users: 0 } }))).toBe('No history is left.');
  });

  it('compares the most popular item with the one in the middle', () => {
    const curve = [
      { rank: 1, count: 900 },
      { rank: 50, count: 7 },
      { rank: 100, count: 1 },
    ];
    expect(popularitySentence(curve, 100)).toBe('The most popular item has 900 interactions, one in the middle 7.');
    expect(popularitySentence([], 0)).toBe('No item is left.');
  });

  it('says when most happened, and after how long the next thing does', () => {
    const periods = [
      { from: 0, to: 86_400, count: 1 },
      { from: 86_400, to: 172_800, count: 5 },
    ];
    expect(activitySentence(periods)).toBe('From 1970-01-01 to 1970-01-03, most of them around 1970-01-02.');
    const gaps = (sameTime: number) => [
      { name: 'at the same time', below: 1, count: sameTime },
      { name: '1 to 24 h', below: 86_400, count: 3 },
    ];
    expect(gapsSentence(gaps(1))).toBe('Most often (75\u00a0%) the next interaction of a user comes 1 to 24 h later.');
    expect(gapsSentence(gaps(9))).toBe('Most often (75\u00a0%) the next interaction of a user comes at the same time.');
    expect(gapsSentence([])).toBe('No user has two interactions.');
  });

  it('names a period by its days, one day by itself', () => {
    expect([periodName(0, 0), periodName(0, 86_400)]).toEqual(['1970-01-01', '1970-01-01 to 1970-01-02']);
  });

  it('writes ticks as exact as the span asks for', () => {
    const day = 86_400;
    const ticks = (length: number, periods: number): readonly string[] =>
      periodTicks(Array.from({ length: periods }, (_, i) => ({ from: i * length, to: (i + 1) * length, count: 1 })));
    expect(ticks(40 * day, 3)).toEqual(['1970-01', '1970-02', '1970-03']);
    expect(ticks(1.5 * day, 3)).toEqual(['01-01', '01-02', '01-04']);
    expect(ticks(day / 2, 3)).toEqual(['00:00', '12:00', '00:00']);
    expect(ticks(day, 2)).toEqual(['01-01', '01-02']);
  });

  it('tells the price of training, without a time nobody measured', () => {
    const estimate = {
      parameters: 52_480,
      gpuBytes: 600e6,
      stepsPerEpoch: 12,
      time: null,
      refused: null,
      recipe: { training: { epochs: 20 } },
    };
    expect(estimateSentence(preview({ estimate }), 'SASRec')).toMatch(
      /^SASRec on this data has 52\.5 k parameters, needs 600 MB of GPU memory and takes 12 steps an epoch\. How long/,
    );
    const time = { seconds: 11, basis: 'Measured.' };
    expect(estimateSentence(preview({ estimate: { ...estimate, time } }), 'SASRec')).toMatch(
      /About 11 s for 20 epochs, if it is not stopped early\. Measured\.$/,
    );
    const refused = 'train: a sasrec needs 489 MiB; choose width 32';
    expect(estimateSentence(preview({ estimate: { ...estimate, refused } }), 'SASRec')).toMatch(
      /an epoch\. It cannot be trained like this: train: a sasrec needs 489 MiB; choose width 32\.$/,
    );
    expect(memoryAdvice(preview({ estimate }))).toMatch(/^600 MB of GPU memory is more than many laptops/);
    expect(memoryAdvice(preview({ estimate: { ...estimate, gpuBytes: 10e6 } }))).toBeNull();
  });

  it('says what the model cannot be trained on, unless what is left will do for none', () => {
    const unfit = preview({ unfit: 'no history is long enough' });
    expect(unfitSentence(unfit, 'SASRec')).toBe('SASRec cannot be trained on this: no history is long enough.');
    expect(estimateSentence(unfit, 'SASRec')).toBe('');
    expect(unfitSentence({ ...unfit, lacking: 'nothing is left' }, 'SASRec')).toBeNull();
    expect(unfitSentence(preview({}), 'SASRec')).toBeNull();
  });
});
