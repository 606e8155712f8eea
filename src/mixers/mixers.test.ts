import { describe, expect, it } from 'vitest';
import { size } from '../core/shape.ts';
import { untimed } from '../core/history.ts';
import { Events } from '../events/events.ts';
import { fillRow } from '../events/fill.ts';
import { gradients } from '../graph/backward.ts';
import { reachable } from '../graph/reachable.ts';
import { leaf } from '../graph/tensor.ts';
import { attend } from '../nn/layers.ts';
import { Scope } from '../nn/scope.ts';
import { usualValues } from '../parts/settings.ts';
import { bind, evaluate, type Leaves } from '../runtime/cpu.ts';
import { Feed, layOutLeaves } from '../runtime/feed.ts';
import { RowPass } from '../runtime/row_pass.ts';
import { expectGradient } from '../testing/gradient.ts';
import { noise } from '../testing/random.ts';
import { leastValues } from '../testing/values.ts';
import { mixers } from './catalogue.ts';
import type { Mixer } from './mixer.ts';

const [TIME, WIDTH] = [5, 8];

/** A mixer over histories of these lengths, its weights and what it reads noise. */
function traced(mixer: Mixer, lengths: readonly number[], time = TIME) {
  const batch = lengths.length;
  const scope = new Scope({ seed: 1, clock: leaf('clock', [1], 'u32'), training: false });
  const events = new Events({ batch, time, window: time, items: 3, vocabulary: 4 });
  const x = leaf('x', [batch, time, WIDTH]);
  const y = mixer.mix(scope, x, events, leastValues(mixer.settings), 0.3);
  const leaves: Record<string, Float64Array> = {
    ...Object.fromEntries(scope.parameters.map(({ name, tensor }, i) => [name, noise(size(tensor.shape), i, 0.7)])),
    x: noise(size(x.shape), 99),
    lengths: Float64Array.from(lengths),
    clock: Float64Array.of(0),
  };
  return { x, y, leaves, parameters: scope.parameters, width: size(y.shape) / (batch * time) };
}

/** One that sees all of a history, so that what is held of such is seen to be held. */
const lookingAround: Mixer = {
  ...{ name: 'looking around', title: '', says: '', source: '', settings: {}, sees: 'all', linear: null },
  misfit: () => null,
  mix: (w, x, events) => attend(w, x, events.reach(), { heads: 2, mask: 'bidirectional', dropout: 0 }),
};

const ROW = 7;

/** What a mixer says in a row that holds histories of these lengths one behind another, and its gradient for `dy`, which is 0 in padding. */
function packedRow(mixer: Mixer, lengths: readonly number[], given?: Float64Array, upstream?: Float64Array) {
  const shape = { batch: 1, time: ROW, window: ROW, items: 3, vocabulary: 4, packed: true };
  const scope = new Scope({ seed: 1, clock: leaf('clock', [1], 'u32'), training: false });
  const events = new Events(shape);
  const x = leaf('x', [1, ROW, WIDTH]);
  const y = mixer.mix(scope, x, events, leastValues(mixer.settings), 0.3);
  const feed = new Feed(layOutLeaves('batch', [...events.read, ...events.gathered]));
  const filled = fillRow(
    feed,
    shape,
    0,
    lengths.map((length) => untimed(new Uint32Array(length))),
  );
  const width = size(y.shape) / ROW;
  const padded = (values: Float64Array, wide: number): Float64Array =>
    Float64Array.from({ length: ROW * wide }, (_, i) => (i < filled * wide ? values[i] : 0));
  const leaves = {
    ...feed.values(events.read),
    ...Object.fromEntries(scope.parameters.map(({ name, tensor }, i) => [name, noise(size(tensor.shape), i, 0.7)])),
    x: padded(given ?? noise(ROW * WIDTH, 99), WIDTH),
    dy: padded(upstream ?? noise(ROW * width, 98), width),
    clock: Float64Array.of(0),
  };
  const wrt = [x, ...scope.parameters.map(({ tensor }) => tensor)];
  const [said, dx, ...dparameters] = evaluate([y, ...gradients(y, leaf('dy', y.shape), wrt)], leaves);
  return { x: leaves.x, dy: leaves.dy, y: said, dx, dparameters, width };
}

const expectClose = (actual: Float64Array, expected: Float64Array): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 11));
};

const states = (y: Float64Array, width: number, from: number, to: number): Float64Array =>
  y.slice(from * width, to * width);

/** As of the leaves, but for the first number of row `row` of x. */
const moved = (leaves: Leaves, row: number): Leaves => ({ ...leaves, x: leaves.x.with(row * WIDTH, 1.5) });

// What holds for every mixer that there is: nobody edits this file for a new one.
describe.each([...mixers, ['looking around', lookingAround] as const])('%s', (_name, mixer) => {
  const sizes = leastValues(mixer.settings);

  it('fits a usual stream as it is set first', () => {
    expect(mixer.misfit(64, usualValues(mixer.settings))).toBeNull();
    expect(mixer.misfit(WIDTH, sizes)).toBeNull();
  });

  it('has the gradient of what it says, in what it reads and in every parameter', () => {
    const { x, y, leaves, parameters } = traced(mixer, [4, 3], 4);
    const wrt = [x, ...parameters.map(({ tensor }) => tensor)];
    const names = ['x', ...parameters.map(({ name }) => name)];
    const given = (values: readonly Float64Array[]): Leaves => ({
      ...leaves,
      ...Object.fromEntries(values.map((each, i) => [names[i], each])),
    });
    const pulled = gradients(y, leaf('dy', y.shape), wrt);
    expectGradient(
      (inputs) => evaluate([y], given(inputs))[0],
      (inputs, dy) => evaluate(pulled, { ...given(inputs), dy }),
      names.map((name) => leaves[name]),
    );
  });

  it('tells a position of what it says that it sees, and of nothing else', () => {
    const { y, leaves, width } = traced(mixer, [TIME]);
    const [before] = evaluate([y], leaves);
    for (let j = 1; j < TIME; j++) {
      const [after] = evaluate([y], moved(leaves, j));
      const [was, is] = [states(before, width, 0, j), states(after, width, 0, j)];
      if (mixer.sees === 'past') expect(is).toEqual(was);
      else expect(is).not.toEqual(was);
      expect(states(after, width, j, j + 1)).not.toEqual(states(before, width, j, j + 1));
    }
  });

  it('tells no item of what stands in the padding', () => {
    const { y, leaves, width } = traced(mixer, [3]);
    const [before] = evaluate([y], leaves);
    const [after] = evaluate([y], moved(moved(leaves, 3), 4));
    expect(states(after, width, 0, 3)).toEqual(states(before, width, 0, 3));
  });

  it('gives each history of a batch what it has alone', () => {
    const { y, leaves, width } = traced(mixer, [3, TIME]);
    const [together] = evaluate([y], leaves);
    for (const [row, length] of [3, TIME].entries()) {
      const from = row * TIME;
      const one = traced(mixer, [length]);
      const x = leaves.x.slice(from * WIDTH, (from + TIME) * WIDTH);
      const [alone] = evaluate([one.y], { ...one.leaves, x });
      expect(states(together, width, from, from + length)).toEqual(states(alone, width, 0, length));
    }
  });

  it('gives histories that stand one behind another in a row what each has alone, forward and back', () => {
    const lengths = [2, 1, 3];
    const one = packedRow(mixer, lengths);
    lengths.forEach((length, n) => {
      const from = lengths.slice(0, n).reduce((sum, before) => sum + before, 0);
      const alone = packedRow(mixer, [length], one.x.subarray(from * WIDTH), one.dy.subarray(from * one.width));
      expect([...states(one.y, one.width, from, from + length)]).toEqual([...states(alone.y, one.width, 0, length)]);
      expectClose(one.dx.slice(from * WIDTH, (from + length) * WIDTH), alone.dx.slice(0, length * WIDTH));
      one.dparameters.forEach((sum, p) => alone.dparameters[p].forEach((value, i) => (sum[i] -= value)));
    });
    // What is left of the gradient of a parameter once that of each history is taken from it.
    for (const left of one.dparameters) expectClose(left, new Float64Array(left.length));
  });

  it('reads a history item by item to the bits of reading all of it, a step for each where the past alone is seen', () => {
    const { y, leaves, width } = traced(mixer, [TIME]);
    const pass = new RowPass([{ tensor: y, from: 0 }], new Map(), TIME);
    for (let length = 1; length <= TIME; length++) {
      const x = leaves.x.map((value, i) => (i < length * WIDTH ? value : 0));
      const read = { ...leaves, x, lengths: Float64Array.of(length) };
      const last = length - 1;
      const added = { from: last, to: length };
      Array.from(pass.run(read, length === 1 ? null : { x: added, lengths: added }, length)); // to its end
      expect(states(pass.value(y), width, 0, length)).toEqual(states(evaluate([y], read)[0], width, 0, length));
      if (mixer.sees === 'past') expect(pass.first).toBe(last);
    }
  });

  it.runIf(mixer.linear !== null)('is the sum of what the values at each position alone come to', () => {
    const { y, leaves } = traced(mixer, [TIME]);
    if (mixer.linear === null) throw new Error('linear nowhere');
    const { linear } = mixer;
    const { input, output } = linear;
    const [launch, ...others] = reachable([y]).filter(({ kernel }) => kernel.name === linear.kernel);
    expect(others).toEqual([]);
    const { kernel, params } = launch;
    const read = bind(launch, (tensor) => evaluate([tensor], leaves)[0]);
    kernel.reference(read, params);
    const said = read[output];
    const [width, wide] = [said.length / TIME, read[input].length / TIME];
    const first = linear.from(width);
    const rebuilt = new Float64Array(said.length);
    for (let j = 0; j < TIME; j++) {
      // Values of 1 at position j and of 0 elsewhere give column j of the operator, for every channel.
      const impulse = read[input].slice();
      for (let t = 0; t < TIME; t++) impulse.fill(Number(t === j), t * wide + first, t * wide + first + width);
      const answer = bind(launch, (tensor) =>
        tensor === launch.inputs[input] ? impulse : evaluate([tensor], leaves)[0],
      );
      kernel.reference(answer, params);
      answer[output].forEach((share, at) => {
        rebuilt[at] += share * read[input][j * wide + first + (at % width)];
      });
      if (mixer.sees === 'past') expect(answer[output].slice(0, j * width).every((share) => share === 0)).toBe(true);
    }
    rebuilt.forEach((value, at) => expect(value).toBeCloseTo(said[at], 12));
  });
});

it('settings of one name are the same in every mixer that has them', () => {
  const all = [...mixers.values()].flatMap(({ settings }) => Object.entries(settings));
  const byName = new Map(all);
  expect(all.filter(([name, setting]) => byName.get(name) !== setting)).toEqual([]);
});
