import { expect, it } from 'vitest';
import { fileName } from './file_names.ts';

it('has the data in it, without the endings of its file', () => {
  expect(fileName('shop.csv.gz', 'run-1', 'int8.safetensors')).toBe('shop-run-1-int8.safetensors');
  expect(fileName('ml-100k', 'curve.csv')).toBe('ml-100k-curve.csv');
  expect(fileName('v1.2', 'loss.csv')).toBe('v1.2-loss.csv');
});

it('is one that every system takes, whatever the data are called', () => {
  expect(fileName('../a/b: "c"?.csv', 'loss.csv')).toBe('a-b-c-loss.csv');
  expect(fileName('x'.repeat(500), 'loss.csv')).toHaveLength(69);
  expect(fileName('Bücher März', 'loss.csv')).toBe('Bücher-März-loss.csv');
  expect([fileName(null, 'loss.csv'), fileName('…', 'loss.csv')]).toEqual(['loss.csv', 'loss.csv']);
});
