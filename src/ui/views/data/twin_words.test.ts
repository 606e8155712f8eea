import { expect, it } from 'vitest';
import type { Twins } from '../../../worker/contract.ts';
import { joinedBy, twinWords } from './twin_words.ts';

const twins: Twins = { what: 'user', spelling: 'numbers', ids: 25, examples: [['17000', '17000.0']], joined: false };

it('says which ids are written in two ways, and joins them or keeps them apart', () => {
  expect(twinWords(twins)).toBe(
    '25 user ids are written in two ways (numbers: “17000” and “17000.0”), and count as different.',
  );
  const join = { user: ['letter case'], item: [] } as const;
  expect(joinedBy(join, twins)).toEqual({ user: ['letter case', 'numbers'] });
  expect(joinedBy({ ...join, user: ['numbers'] }, { ...twins, joined: true })).toEqual({ user: [] });
});
