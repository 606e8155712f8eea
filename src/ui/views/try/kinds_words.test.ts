import { expect, it } from 'vitest';
import { kindsSentence } from './kinds_words.ts';

const said = (...kinds: readonly (string | null)[]): string =>
  kindsSentence(
    kinds.map((kind) => ({ kind, muted: false })),
    ['view', 'purchase'],
  );

it('nothing is said of kinds that the model knows', () => {
  expect([said('view', 'purchase'), said()]).toEqual(['', '']);
});

it('what nobody knows is said, of items that were added and of kinds that the model was not trained on', () => {
  expect(said('view', null, 'shared')).toBe(
    'This model reads of which kind each event was, such as view. Of 2 items nobody knows it, and it is asked as if it could not be known.',
  );
  expect(said(null)).toContain('Of these nobody knows it');
});
