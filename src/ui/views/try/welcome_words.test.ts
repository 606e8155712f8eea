import { expect, it } from 'vitest';
import { beforeWords, NARROW, reallyWords, WIDE } from './welcome_words.ts';

const item = { id: 'v3', title: 'vol. 3', category: null, count: 1 };

it('counts what is hidden, not what would be hidden where there is more room', () => {
  expect([beforeWords(9, WIDE), beforeWords(9, NARROW)]).toEqual(['6 before …', '7 before …']);
  expect([beforeWords(3, WIDE), beforeWords(3, NARROW)]).toEqual(['', '1 before …']);
});

it('says where the model has what was taken, but of an edited history, after which nobody took it', () => {
  const list = { places: { v3: 0 }, search: null };
  expect(reallyWords({ item, asked: true }, list)).toBe('really taken; the model has it at place 1');
  expect(reallyWords({ item, asked: false }, list)).toBe(
    'really taken after the history as it was; this one is edited',
  );
});
