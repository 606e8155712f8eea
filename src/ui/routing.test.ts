import { describe, expect, it } from 'vitest';
import { isLink, viewOf } from './routing.ts';

describe('an address', () => {
  it.each([
    ['#/try', 'try', false],
    ['#/1/try?s=m.AAAA', 'try', true],
    ['#/2/look?s=m.AAAA', 'look', true],
    ['#/1/nowhere?s=m.AAAA', undefined, true],
    ['#/1', undefined, true],
    ['#/tryst', undefined, false],
    ['#main', undefined, false],
    ['', undefined, false],
  ])('%s shows view %s, and carries something: %s', (hash, view, link) => {
    expect(viewOf(hash)).toBe(view);
    expect(isLink(hash)).toBe(link);
  });
});
