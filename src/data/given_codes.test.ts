import { expect, it } from 'vitest';
import { SettingsError } from '../core/errors.ts';
import { readGivenCodes } from './given_codes.ts';

const read = (text: string, ids = ['x', 'y']) => readGivenCodes('toy.index.json', text, ids);

it('codes of a file are read in the order of the catalogue, and items that this has not are counted', async () => {
  const file = { z: ['<a_9>', '<b_9>'], y: ['<a_1>', '<b_30>'], x: ['<a_0>', '<b_2>'] };
  const codes = await read(JSON.stringify(file));
  expect([...codes.values]).toEqual([0, 2, 1, 30]);
  expect(codes).toMatchObject({ name: 'toy.index.json', slots: 2, size: 31, elsewhere: 1 });

  // The order of the file does not matter, what an item has does.
  const rest = { y: file.y, x: file.x };
  expect((await read(JSON.stringify(rest))).digest).toBe(codes.digest);
  const other = { ...file, x: ['<a_0>', '<b_3>'] };
  expect((await read(JSON.stringify(other))).digest).not.toBe(codes.digest);
});

it('an item may be called whatever an object has', async () => {
  const text = '{"__proto__": ["<a_1>"], "constructor": ["<a_0>"]}';
  expect([...(await read(text, ['constructor', '__proto__'])).values]).toEqual([0, 1]);
});

it.each([
  ['{"x": ', 'it is no JSON; expected {"item": ["<a_12>", "<b_7>"], …}'],
  ['[["<a_1>"]]', 'it is a list of 1; expected'],
  ['null', 'it is null; expected'],
  ['{}', 'it has no items'],
  ['{"x": ["<a_1>"], "y": ["<a_2>"], "x": ["<a_3>"]}', 'item "x" stands there twice'],
  ['{"x": ["<a_1>"], "y": ["<a_2>"], "\\u0078": ["<a_3>"]}', 'item "x" stands there twice'],
  ['{"x": ["<a_1>"]}', '1 item of the data has no codes, the first is "y"; expected codes of all 2 items'],
  [
    '{"1": ["<a_1>"], "2": ["<a_1>"]}',
    'none of its 2 items is one of the 2 items of the data: it has "1", and the data "x"',
  ],
  ['{"x": ["<a_1>"], "y": "<a_1>"}', 'item "y" has "<a_1>", expected a list of tokens'],
  ['{"x": ["<a_1>"], "y": []}', 'item "y" has 0 tokens, expected 1 as the items before it'],
  ['{"x": [], "y": []}', 'item "x" has 0 tokens, expected 1 to 32'],
  ['{"x": ["<a_1>"], "y": ["<a_1>", "<b_1>"]}', 'item "y" has 2 tokens, expected 1'],
  ['{"x": ["<a_1>", "<b_1>"], "y": ["<b_1>", "<a_1>"]}', 'token 1 of item "y" is "<b_1>", expected <a_…>'],
  ['{"x": ["<a_1>"], "y": ["<a_-1>"]}', 'token 1 of item "y" is "<a_-1>", expected a letter and a number'],
  ['{"x": ["<a_1>"], "y": ["<a_16384>"]}', 'below 16,384, as <a_12>'],
  ['{"x": ["<a_1>"], "y": [7]}', 'token 1 of item "y" is 7'],
])('%s is refused in words', async (text, message) => {
  await expect(read(text)).rejects.toThrow(SettingsError);
  await expect(read(text)).rejects.toThrow(message);
});
