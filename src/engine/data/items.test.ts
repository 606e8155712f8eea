import { describe, expect, it } from 'vitest';
import { Pacer } from '../../core/pace.ts';
import { searchItems, unknownOf, type KnownItems } from './items.ts';

const items: KnownItems = {
  ids: ['1', '2', '3', '4'],
  titles: ['Aliens', 'The Alien', 'alien', ''],
  categories: null,
  counts: Uint32Array.of(1, 9, 2, 5),
};
const found = (text: string): string[] => searchItems(items, text, 9).map(({ id }) => id);

describe('searching items', () => {
  it('finds the title itself first, then what begins with it, then what contains it', () => {
    expect(found(' Alien ')).toEqual(['3', '1', '2']);
  });

  it('finds an item without a title by its id', () => expect(found('4')).toEqual(['4']));

  it('finds the most popular for an empty text', () => expect(found('')).toEqual(['2', '4', '3', '1']));
});

it('names the ids a catalogue lacks', async () =>
  expect(await unknownOf(items, ['2', 'x', '4'], new Pacer('test', {}))).toEqual(['x']));
