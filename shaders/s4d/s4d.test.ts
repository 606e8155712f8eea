import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import { discretise, discretiseBackward, type DiscretiseParams } from './discretise.reference.ts';
import golden from './s4d.golden.json';
import * as reference from './s4d.reference.ts';

type Inputs = readonly Float64Array[];
const { s4dParams } = reference;
const like = (x: Float64Array): Float64Array => new Float64Array(x.length);

/** Inputs are u, system and skip. */
function scan([u, system, skip]: Inputs, p: reference.S4dParams, starts?: Float64Array) {
  const made = { y: like(u), kept: new Float64Array(p.records * p.lines * p.channels) };
  reference.forward({ u, system, skip, ...made, ...(starts && { starts }) }, p);
  return made;
}

function scanBackward([u, system, skip]: Inputs, dy: Float64Array, p: reference.S4dParams, starts?: Float64Array) {
  const [du, dsystem, dskip] = [u, system, skip].map(like);
  const { kept } = scan([u, system, skip], p, starts);
  reference.backward({ u, system, skip, kept, dy, du, dsystem, dskip, ...(starts && { starts }) }, p);
  return [du, dsystem, dskip];
}

/** Inputs are dynamics, readout and log_step. */
function systemOf([dynamics, readout, log_step]: Inputs, p: DiscretiseParams): Float64Array {
  const system = new Float64Array(4 * p.states * p.channels);
  discretise({ dynamics, readout, log_step, system }, p);
  return system;
}

function systemBackward([dynamics, readout, log_step]: Inputs, dsystem: Float64Array, p: DiscretiseParams) {
  const [ddynamics, dreadout, dlog_step] = [dynamics, readout, log_step].map(like);
  discretiseBackward({ dynamics, readout, log_step, dsystem, ddynamics, dreadout, dlog_step }, p);
  return [ddynamics, dreadout, dlog_step];
}

const expectClose = (actual: Float64Array, expected: readonly number[]): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 11));
};

const ways = golden.cases.map((each) => [`${each.planes} planes, rule ${each.rule}`, each] as const);

describe('the references of S4D', () => {
  it.each(ways)('equal PyTorch, values and gradients, with histories packed and alone: %s', (_name, want) => {
    const [p, shape] = [s4dParams(2, 18, 3, 4), { channels: 3, states: 4, planes: want.planes, rule: want.rule }];
    const continuous = [want.dynamics, want.readout, want.log_step].map((x) => Float64Array.from(x));
    const system = systemOf(continuous, shape);
    expectClose(system, want.system);
    const given = [Float64Array.from(golden.u), system, Float64Array.from(golden.skip)];
    const starts = Float64Array.from(golden.starts);
    expectClose(scan(given, p, starts).y, want.y);
    const [du, dsystem, dskip] = scanBackward(given, Float64Array.from(golden.dy), p, starts);
    expectClose(du, want.du);
    expectClose(dskip, want.dskip);
    const wanted = [want.ddynamics, want.dreadout, want.dlog_step];
    systemBackward(continuous, dsystem, shape).forEach((gradient, i) => {
      expectClose(gradient, wanted[i]);
    });
  });

  it.each([
    ['real, zero-order hold', 1, 0],
    ['real, bilinear', 1, 1],
    ['complex, zero-order hold', 2, 0],
    ['complex, bilinear', 2, 1],
  ])('have the gradients that central differences find in systems that are %s', (_name, planes, rule) => {
    const p = { channels: 2, states: 4, planes, rule };
    expectGradient(
      (given) => systemOf(given, p),
      (given, dy) => systemBackward(given, dy, p),
      [noise(planes * 8, 1, 2), noise(planes * 8, 2), noise(2, 3)],
    );
  });

  const begun = Float64Array.from({ length: 34 }, (_, row) => Number(row === 16 || row === 20));
  it.each([
    ['of one position', s4dParams(1, 1, 2, 4), undefined],
    ['of one channel, past a segment', s4dParams(2, 17, 1, 4), undefined],
    ['begun anew in both', s4dParams(2, 17, 1, 4), begun],
  ])('have the gradients that central differences find in histories %s', (_name, p, starts) => {
    expectGradient(
      (given) => scan(given, p, starts).y,
      (given, dy) => scanBackward(given, dy, p, starts),
      [noise(p.batch * p.time * p.channels, 1), noise(4 * p.states * p.channels, 2, 0.7), noise(p.channels, 3)],
    );
  });

  it.each([1e-7, 0.999, 1.001])('pass from the series to e^z − 1 without a step, at steps of %f', (step) => {
    const p = { channels: 1, states: 4, planes: 2, rule: 0 };
    const given = [
      Float64Array.of(0, 0, 0, 0, 1, 1, 1, 1),
      new Float64Array(8).fill(1),
      Float64Array.of(Math.log(step)),
    ];
    const system = systemOf(given, p); // A = −1 + i: B̄ = (1 − e^(−Δ) (cos Δ + i sin Δ)) (1 + i) / 2
    const [re, im] = [1 - Math.exp(-step) * Math.cos(step), -Math.exp(-step) * Math.sin(step)];
    const take = [(re - im) / 2, (re + im) / 2];
    expect(system[8] / (2 * (take[0] - take[1]))).toBeCloseTo(1, 6); // W = 2 (1 + i) B̄
    expect(system[12] / (2 * (take[0] + take[1]))).toBeCloseTo(1, 6);
  });
});
