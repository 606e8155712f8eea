import { expect, it } from 'vitest';
import type { LensPicture } from '../engine/api.ts';
import { numbersText } from './picture_text.ts';

const item = (id: string, title: string) => ({ id, title, category: null, count: 1 });

const treeOf = (values: readonly number[]): LensPicture => ({
  ...{ kind: 'tree', title: '', sentence: '' },
  parents: Int32Array.of(-1, -1, 0, 1),
  numbers: {
    ...{ quantity: 'items', unit: 'number', values: Float32Array.from(values) },
    rows: {
      ...{ of: 'codes', label: 'code' },
      words: ['code 1', 'code 2', 'code 3', 'code 4'],
      items: [null, null, item('a', 'A'), item('b', 'b')],
    },
    columns: { of: 'words', label: '', words: ['items'] },
  },
});

it('a tree is written depth first, each row as far in as it is deep', () => {
  expect(numbersText(treeOf([2, 1, 1, 1])).split('\n')).toEqual([
    '          items',
    'code 1    2',
    '  code 3  1      a  A',
    'code 2    1',
    '  code 4  1      b',
  ]);
});

it('numbers that are not whole are written with their digits', () => {
  expect(numbersText(treeOf([-0.5, -1, -2, -3]))).toContain('code 1    -0.5000');
});
