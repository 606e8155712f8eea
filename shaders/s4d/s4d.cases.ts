import { Random } from '../../src/core/random.ts';
import type { DiscretiseParams } from './discretise.reference.ts';
import { forward, s4dParams, type S4dParams } from './s4d.reference.ts';

/** Both sides of every boundary: one position, a segment of 16, four states, 64 lanes; one channel. */
export const cases: readonly S4dParams[] = [
  s4dParams(1, 1, 1, 4),
  s4dParams(2, 7, 3, 8),
  s4dParams(3, 15, 9, 12),
  s4dParams(2, 16, 16, 16),
  s4dParams(4, 17, 33, 4),
  s4dParams(2, 33, 17, 32),
  s4dParams(1, 60, 64, 16),
];

const channelsAndStates = [
  [1, 4],
  [3, 8],
  [17, 32],
  [65, 16],
] as const;

/** Real and complex systems by either rule. */
export const discretiseCases: readonly DiscretiseParams[] = channelsAndStates.flatMap(([channels, states]) =>
  [1, 2].flatMap((planes) => [0, 1].map((rule) => ({ channels, states, planes, rule }))),
);

/** Uniform between `low` and `high`, as f32. */
function uniform(count: number, name: string, low: number, high: number): Float64Array {
  const random = new Random(1, `s4d ${name}`);
  return Float64Array.from({ length: count }, () => Math.fround(low + (high - low) * random.uniform()));
}

/** Systems that keep 0.05 to 0.999 of a state while they turn it; histories that begin here and there, at every position, nowhere. */
export function forwardInputs({ batch, time, channels, states }: S4dParams) {
  const [rows, plane] = [batch * time, states * channels];
  const share = (history: number): number => [0.1, 1, 0][history % 3];
  const size = uniform(plane, 'size', 0.05, 0.999);
  const angle = uniform(plane, 'angle', -3.2, 3.2);
  const told = uniform(2 * plane, 'told', -1, 1).map((x) => Math.fround(x / Math.sqrt(states)));
  return {
    u: uniform(rows * channels, 'u', -1, 1),
    system: Float64Array.from({ length: 4 * plane }, (_, at) => {
      const [which, i] = [Math.floor(at / plane), at % plane];
      if (which > 1) return told[at - 2 * plane];
      return Math.fround(size[i] * (which === 0 ? Math.cos(angle[i]) : Math.sin(angle[i])));
    }),
    skip: uniform(channels, 'skip', -1, 1),
    starts: uniform(rows, 'starts', 0, 1).map((x, row) => Number(x < share(Math.floor(row / time)))),
  };
}

/** Inputs of the backward at sizes `p`, with what the forward keeps. */
export function backwardInputs(p: S4dParams, packed: boolean) {
  const { starts, ...given } = forwardInputs(p);
  const flags = packed ? { starts } : {};
  const kept = new Float64Array(p.records * p.lines * p.channels);
  forward({ ...given, ...flags, y: new Float64Array(given.u.length), kept }, p);
  return { ...given, ...flags, kept: kept.map(Math.fround) };
}

/** Rates around those that states begin with, steps from 0.001 to 0.1, here and there one that is almost 0 or very large. */
export function discretiseInputs({ channels, states, planes }: DiscretiseParams) {
  const plane = channels * states;
  const rates = uniform(plane, 'rates', -2, 3).map((x, i) => (i % 37 === 5 ? 9 : x));
  const frequencies = uniform(plane, 'frequencies', -50, 50).map((x, i) => (i % 7 === 3 ? Math.fround(x / 50) : x));
  return {
    dynamics: Float64Array.from({ length: planes * plane }, (_, i) => (i < plane ? rates[i] : frequencies[i - plane])),
    readout: uniform(planes * plane, 'readout', -2, 2),
    log_step: uniform(channels, 'log_step', Math.log(0.001), Math.log(0.1)),
  };
}
