import { describe, expect, it } from 'vitest';
import { detectList, listElements, nextColumn } from './list.ts';

const form = (values: readonly string[], name = ''): string | null => {
  const found = detectList(values, name);
  return found === null ? null : `${found.kind} ${found.form.separator}`;
};

describe('listElements', () => {
  it.each([
    ['[2, 31, 12]', ['2', '31', '12']],
    ["['a', 'b']", ['a', 'b']],
    ['["a","b"]', ['a', 'b']],
    ['(1, 2)', ['1', '2']],
    ['(7,)', ['7']],
    ['{x,y}', ['x', 'y']],
    ['[1 2 3]', ['1', '2', '3']],
    ['[ 1  2\n 34]', ['1', '2', '34']],
    ["['a' 'b c']", ['a', 'b c']],
    ['array([1, 2])', ['1', '2']],
    ['[np.int64(1), np.int64(2)]', ['1', '2']],
    [
      "[Timestamp('2020-01-01 00:00:00'), Timestamp('2020-01-02 00:00:00')]",
      ['2020-01-01 00:00:00', '2020-01-02 00:00:00'],
    ],
    ['array([1, 2], dtype=int64)', ['1', '2']],
    ["[np.str_('a'), np.str_('b')]", ['a', 'b']],
    ["['a, b', \"it's\"]", ['a, b', "it's"]],
    ["['it\\'s', 'b\\\\c']", ["it's", 'b\\c']],
    ['["\\u00e9", "\\ud83d\\ude00"]', ['é', '😀']],
    ['["a\\\\"]', ['a\\']],
    ['[Toy Story, Heat]', ['Toy Story', 'Heat']],
    ['[]', []],
    ['[ ]', []],
    ['[1, , 3]', ['1', '', '3']],
    ['', []],
  ])('finds what stands in %s', (value, elements) => {
    expect(listElements(value, 'brackets')).toEqual(elements);
  });

  it.each([
    [' ', ' N1  N2\tN3 ', ['N1', 'N2', 'N3']],
    ['|', 'a|b||c|', ['a', 'b', '', 'c']],
    [',', 'a, "b,c" ,d', ['a', 'b,c', 'd']],
    [';', 'a;b', ['a', 'b']],
    ['\t', 'The Who\tQueen', ['The Who', 'Queen']],
  ] as const)('cuts at %j', (separator, value, elements) => {
    expect(listElements(value, separator)).toEqual(elements);
  });
});

describe('detectList', () => {
  it.each([
    ['ids  ', ['N30 N36 N4', 'N1', 'N2 N30']],
    ['ids brackets', ['[2, 31, 12]', '[5]']],
    ['words brackets', ["['a', 'b']", "['c']"]],
    ['ids brackets', ["['B001', 'B002']", "['B003']"]],
    ['ids brackets', ['(1, 2)', '(3, 4, 5)']],
    ['ids brackets', ['[1 2 3]', '[4 5]']],
    ['ids |', ['a1|b2|c3', 'a1', 'b2|c3']],
    ['ids ;', ['1;2;3', '2;3']],
    ['ids ,', ['12,7,9', '4,12', '9,4,12,7']],
    ['words |', ['Action|Comedy', 'Drama', 'Action|Drama|War']],
    ['impressions  ', ['N27-1 N37-0', 'N4-1 N12-0 N28-0']],
    ['numbers brackets', ['[0.12, -0.5]', '[0.9, 0.1]']],
  ])('says "%s" of %j', (expected, values) => {
    expect(form(values)).toBe(expected);
  });

  it.each([
    ['titles', ['Toy Story 2', 'Apollo 13', '2001: A Space Odyssey']],
    ['titles with numbers alone', ['1984', '300', '1917']],
    ['sentences with commas', ['He came, he saw, and then he went home again', 'No, not that one, I said to her']],
    ['dates and times', ['2019-10-02 12:00:00', '2019-10-02 13:00:00']],
    ['dates in words', ['13 Sep 2020 12:22', '1 May 2020 9:05']],
    ['amounts', ['1,234,567', '12,000', '3,100']],
    ['decimals with a comma', ['3,5', '4,0', '1,25']],
    ['prices', ['12 EUR', '7 EUR', '1 590 EUR']],
    ['telephone numbers', ['555 123 4567', '555 987 6543']],
    ['objects', ['{"a": 1}', "{'b': 2, 'c': 3}"]],
    ['lists of lists', ['[[1, 2], [3, 4]]', '[[5, 6]]']],
    ['words in parentheses', ['(none)', '(none)']],
    ['nothing', ['', ' ']],
  ])('says nothing of %s', (_, values) => {
    expect(form(values)).toBeNull();
  });

  it('goes by a name where most values are single', () => {
    expect(form(['31', '6', '30 1', '16'])).toBeNull();
    expect(form(['31', '6', '30 1', '16'], 'item_id_list')).toBe('ids  ');
    expect(form(['31', '6', '30'], 'item_id_list')).toBeNull();
  });

  it('gives the facts', () => {
    const found = detectList(['N1 N2 N3', 'N1', '']);
    expect(found).toMatchObject({ several: 0.5, meanLength: 2, ids: 1, distinct: 3, count: 4, confidence: 0.85 });
    expect(detectList(['Action|Comedy', 'Drama', 'Action|Drama|War'])?.confidence).toBeLessThan(0.5);
    expect(detectList(['N27-1 N37-0', 'N4-1 N12-0 N28-0'])?.confidence).toBeLessThan(0.5);
  });
});

describe('nextColumn', () => {
  it('knows the names of RecBole and MiniOneRec', () => {
    expect(nextColumn(['session_id', 'item_id_list', 'item_id'], 1)).toBe(2);
    expect(nextColumn(['user_id', 'history_item_title', 'item_title', 'history_item_id', 'item_id'], 3)).toBe(4);
    expect(nextColumn(['user_id', 'item_id_list'], 1)).toBeNull();
    expect(nextColumn(['user_id', 'items'], 1)).toBeNull();
  });
});
