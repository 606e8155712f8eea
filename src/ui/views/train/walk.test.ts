import { expect, it } from 'vitest';
import type { BatchWalk } from '../../../worker/contract.ts';
import { momentWords, stationSentence, stations } from './walk.ts';

const item = { id: 7, item: { id: 'a', title: 'A', category: null, count: 1 } };
const walk: BatchWalk = {
  step: 0,
  weights: 'last',
  rate: 0.001,
  asks: 'At every position the model must guess the item that comes next.',
  sees: 'past',
  lossName: 'cross-entropy',
  slots: null,
  shapes: { ids: [2, 20], table: [101, 32], hidden: [2, 20, 32] },
  rows: [
    { padding: 3, inputs: [item], targets: [item] },
    { padding: 0, inputs: [item], targets: [item] },
  ],
  embedding: { ...item, numbers: [0.1, -0.2], codes: null },
  attention: [1],
  state: [1, 2],
  list: [{ ...item, score: 1, probability: 0.02 }],
  target: { ...item, score: 0.5, probability: 0.01, rank: 41 },
  loss: { position: 4.6052, batch: 4.5 },
  gradients: [
    { name: 'items', shape: [101, 32], norm: 0.3, weights: 1 },
    { name: 'final.beta', shape: [32], norm: 0.9, weights: 0 },
  ],
};

it('tells each station in a sentence with the numbers of the batch', () => {
  const [batch, embedding, state, scores, loss, gradients] = stations.map((at) => stationSentence(at, walk));
  expect(batch).toContain('2 histories of up to 20 items, shape (2 × 20)');
  expect(embedding).toBe('Item 7 is row 7 of the table (101 × 32): 32 numbers that are learned.');
  expect(state).toContain('(2 × 20 × 32)');
  expect(scores).toContain('100 scores; “A”, which came next, is at place 42 with 1.0\u00a0%');
  expect(loss).toContain('−ln p = 4.61 nats; the mean of the batch is 4.5');
  expect(gradients).toContain('“final.beta” pulls hardest');
});

it('tells of a model that sees all what it sees and guesses', () => {
  const cloze: BatchWalk = { ...walk, asks: 'Some items are hidden.', sees: 'all' };
  expect(stationSentence('batch', cloze)).toContain('Some items are hidden.');
  expect(stationSentence('state', cloze)).toContain('on both sides');
  expect(stationSentence('scores', cloze)).toContain('“A”, which is hidden, is at place 42');
});

it('tells of a model that guesses codes what its tables, its scores and its loss are of', () => {
  const shapes = { ...walk.shapes, table: [17, 32] };
  const coded: BatchWalk = { ...walk, slots: 2, shapes, embedding: { ...walk.embedding, codes: [3, 12] } };
  expect(stationSentence('embedding', coded)).toBe(
    '“A” is known by 2 codes: 3, 12. Each is a row of a table of its own, (17 × 32); what is read is the mean of these rows, 32 numbers that are learned.',
  );
  expect(stationSentence('scores', coded)).toContain('sum over its codes. “A”, which came next, is at place 42');
  expect(stationSentence('loss', coded)).toContain('mean of −ln p over them, 4.61 nats');
});

it('says when it is taken, and that a tested run is walked with its best weights', () => {
  expect(momentWords({ ...walk, step: 1 })).toBe('after 1 training step');
  expect(momentWords({ ...walk, step: 1200, weights: 'best' })).toBe(
    'after 1,200 training steps, with the best weights',
  );
});
