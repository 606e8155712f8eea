import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './ssd.golden.json';
import * as reference from './ssd.reference.ts';

type Inputs = readonly Float64Array[];
const { CHUNK, ssdParams } = reference;

/** Inputs are x, delta, bc, a_log and skip. */
function forward([x, delta, bc, a_log, skip]: Inputs, p: reference.SsdParams, starts?: Float64Array) {
  const made = {
    y: new Float64Array(x.length),
    paces: new Float64Array(p.batch * p.time * p.lines),
    scores: new Float64Array(p.batch * p.time * CHUNK),
    states_in: new Float64Array(p.records * p.states * p.channels),
  };
  reference.forward({ x, delta, bc, a_log, skip, ...made, ...(starts && { starts }) }, p);
  return made;
}

function backward(given: Inputs, dy: Float64Array, p: reference.SsdParams, starts?: Float64Array): Float64Array[] {
  const [x, delta, bc, a_log, skip] = given;
  const [dx, ddelta, dbc, da_log, dskip] = given.map(({ length }) => new Float64Array(length));
  const { paces, scores, states_in } = forward(given, p, starts);
  const read = { x, delta, bc, a_log, skip, paces, scores, states_in, dy };
  reference.backward({ ...read, dx, ddelta, dbc, da_log, dskip }, p);
  return [dx, ddelta, dbc, da_log, dskip];
}

const inputs = ({ batch, time, channels, heads, states }: reference.SsdParams): Float64Array[] => [
  noise(batch * time * channels, 1),
  noise(batch * time * heads, 2, 2),
  noise(batch * time * 2 * states, 3),
  noise(heads, 4),
  noise(heads, 5),
];

const expectClose = (actual: Float64Array, expected: ArrayLike<number>): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 11));
};

describe('the reference of the state space dual', () => {
  it('equals its dual form in PyTorch, attention that fades, values and gradients, with histories packed and alone', () => {
    const p = ssdParams(2, 18, 8, 2, 4);
    const given = [golden.x, golden.delta, golden.bc, golden.a_log, golden.skip].map((x) => Float64Array.from(x));
    const starts = Float64Array.from(golden.starts);
    expectClose(forward(given, p, starts).y, golden.y);
    const wanted = [golden.dx, golden.ddelta, golden.dbc, golden.da_log, golden.dskip];
    backward(given, Float64Array.from(golden.dy), p, starts).forEach((gradient, i) => expectClose(gradient, wanted[i]));
  });

  const begun = Float64Array.from({ length: 34 }, (_, row) => Number(row === 16 || row === 20));
  it.each([
    ['of one position', ssdParams(1, 1, 4, 1, 4), undefined],
    ['past a chunk, begun anew', ssdParams(2, 17, 4, 1, 4), begun],
    ['begun anew at every position', ssdParams(1, 5, 8, 2, 4), new Float64Array(5).fill(1)],
  ])('has the gradients that central differences find in histories %s', (_name, p, starts) => {
    expectGradient(
      (given) => forward(given, p, starts).y,
      (given, dy) => backward(given, dy, p, starts),
      inputs(p),
    );
  });

  it('keeps what its chunks are made of: scores and paces weigh each position of a chunk, the state before it the others', () => {
    const p = ssdParams(1, 34, 4, 1, 4);
    const given = inputs(p);
    const { y, paces, scores, states_in } = forward(given, p, begun);
    const [x, , bc] = given;
    const pace = (row: number, line: number): number => paces[row * p.lines + line];
    for (let row = 0; row < 34; row++) {
      const [record, place] = [Math.floor(row / CHUNK), row % CHUNK];
      for (let c = 0; c < 4; c++) {
        let sum = pace(row, 4) * x[row * 4 + c];
        for (let j = 0; j <= place; j++) {
          const other = row - place + j;
          sum += scores[row * CHUNK + j] * Math.exp(pace(row, 0) - pace(other, 0)) * pace(other, 1) * x[other * 4 + c];
        }
        for (let n = 0; n < 4; n++) {
          sum += pace(row, 3) * bc[(row * 2 + 1) * 4 + n] * states_in[(record * 4 + n) * 4 + c];
        }
        expect(sum).toBeCloseTo(y[row * 4 + c], 12);
      }
    }
  });
});
