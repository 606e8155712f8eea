import { expect, it } from 'vitest';
import { KeptStates } from './kept_states.ts';

const state = (step: number, length = 2) => ({
  ...{ step, parameters: new Float32Array(length), firstMoment: new Float32Array(length) },
  secondMoment: new Float32Array(length),
});

it.each([
  [1, [1]],
  [3, [1, 2, 3]],
  [4, [2, 4]],
  [7, [2, 4, 6]],
  [20, [8, 16]],
])('of %i validations keeps %j', (count, kept) => {
  const states = new KeptStates();
  for (let place = 0; place < count; place++) states.offer(place, state(place + 1));
  expect(states.states.map(({ step }) => step)).toEqual(kept);
});

it('forgets what is made again, and keeps none of a large model', () => {
  const states = new KeptStates();
  for (let place = 0; place < 3; place++) states.offer(place, state(place + 1));
  states.back(2);
  expect(states.states.map(({ step }) => step)).toEqual([1, 2]);
  const large = new KeptStates();
  large.offer(0, state(1, 1_000_000));
  expect(large.states).toEqual([]);
});
