import { Pacer } from '../../core/pace.ts';
import { Random } from '../../core/random.ts';
import { gradients } from '../../graph/backward.ts';
import { leaf } from '../../graph/tensor.ts';
import { eigenvalues, legsFrequencies, type Spectrum } from '../../nn/spectra.ts';
import { diagonalScan, discretised, type Discretisation } from '../../ops/s4d.ts';
import { evaluateResting, type Leaves } from '../../runtime/cpu.ts';
import type { Experiment, Expectation } from '../experiment.ts';
import { Adam } from './adam.ts';
import own from './b3.ts?digest';

/** Channels, states of each in conjugate pairs, positions, the delay; steps of Adam and how large they are. */
const [CHANNELS, STATES, TIME, LAG] = [8, 16, 128, 64];
const [STEPS, RATE] = [300, 0.01];
/** Of the spectrum that is compared with the matrix: 64 states, in pairs. */
const PAIRS = 32;
/** Where the rules are compared: frequencies up to 47, over so many positions. */
const [COARSE, FINE, LONG] = [0.019, 0.001, 256];

const spectra = {
  legs: 'LegS',
  inverse: 'Inv',
  linear: 'Lin',
  real: 'Real',
  random: 'Random',
} as const satisfies Record<Spectrum, string>;
const beginnings = Object.keys(spectra) as Spectrum[]; // of an object that has these names alone

const normals = (random: Random, count: number): Float64Array =>
  Float64Array.from({ length: count }, () => random.normal());

/** Systems of `channels` channels over `time` positions, and what they answer to a 1 that is read first. */
function systems(channels: number, time: number, planes: number, by: Discretisation) {
  const shape = [planes, channels, STATES];
  const given = {
    dynamics: leaf('dynamics', shape),
    readout: leaf('readout', shape),
    logStep: leaf('step', [channels]),
  };
  const y = diagonalScan(leaf('u', [1, time, channels]), discretised(given, by), leaf('skip', [channels]));
  const u = Float64Array.from({ length: time * channels }, (_, i) => (i < channels ? 1 : 0));
  return { given, y, still: { u, skip: new Float64Array(channels) } };
}

/** ln −Re A and Im A of each channel. */
function begun(spectrum: Spectrum, channels: number, random: Random): Float64Array {
  const all = Array.from({ length: channels }, () => eigenvalues(spectrum, STATES, random));
  const rates = all.flatMap((each) => each.rates.map(Math.log));
  return Float64Array.from(spectrum === 'real' ? rates : [...rates, ...all.flatMap(({ frequencies }) => frequencies)]);
}

/**
 * Σ_l (K_l − δ_{l,64})² of a trained layer: for white noise, what is left of the mean square of a signal that is to come out 64 positions
 * later. K is the sum over the channels of what they answer.
 */
async function delayed(spectrum: Spectrum, seed: number, pacer: Pacer): Promise<number> {
  const random = new Random(seed, `papers b3 ${spectrum}`);
  const planes = spectrum === 'real' ? 1 : 2;
  const { given, y, still } = systems(CHANNELS, TIME, planes, 'hold');
  const wrt = [given.dynamics, given.readout, given.logStep];
  const [least, most] = [Math.log(0.001), Math.log(0.1)];
  const values = [
    begun(spectrum, CHANNELS, random),
    normals(random, planes * CHANNELS * STATES).map((x) => x / Math.sqrt(planes)),
    Float64Array.from({ length: CHANNELS }, () => least + (most - least) * random.uniform()),
  ];
  const slopes = gradients(y, leaf('dy', y.shape), wrt);
  const adams = values.map((each) => new Adam(each, RATE));
  const missing = async (leaves: Leaves): Promise<Float64Array> => {
    const [answers] = await evaluateResting([y], leaves, pacer);
    return Float64Array.from({ length: TIME }, (_, t) => {
      const answer = answers.subarray(t * CHANNELS, (t + 1) * CHANNELS).reduce((sum, each) => sum + each, 0);
      return answer - (t === LAG ? 1 : 0);
    });
  };
  const [dynamics, readout, step] = values;
  const leaves = { ...still, dynamics, readout, step };
  for (let count = 0; count < STEPS; count++) {
    const gap = await missing(leaves);
    const dy = Float64Array.from({ length: TIME * CHANNELS }, (_, i) => 2 * gap[Math.floor(i / CHANNELS)]);
    const found = await evaluateResting(slopes, { ...leaves, dy }, pacer);
    found.forEach((gradient, i) => adams[i].step(gradient));
  }
  return (await missing(leaves)).reduce((sum, x) => sum + x * x, 0);
}

/** ‖K − K′‖ / ‖K‖ of one channel by either rule, from the same system with the spectrum of S4D-Lin. */
async function apart(step: number, seed: number, pacer: Pacer): Promise<number> {
  const random = new Random(seed, 'papers b3 rules');
  const readout = normals(random, 2 * STATES);
  const dynamics = begun('linear', 1, random);
  const answers = async (by: Discretisation): Promise<Float64Array> => {
    const { y, still } = systems(1, LONG, 2, by);
    const leaves = { ...still, dynamics, readout, step: Float64Array.of(Math.log(step)) };
    return (await evaluateResting([y], leaves, pacer))[0];
  };
  const [hold, bilinear] = [await answers('hold'), await answers('bilinear')];
  return Math.hypot(...hold.map((x, t) => x - bilinear[t])) / Math.hypot(...hold);
}

/**
 * The largest ‖(A + PPᵀ)v − (−½ + iμ)v‖ / ‖(−½ + iμ)v‖ over the frequencies that LegS begins with, A and P written out. With t_n minus half of
 * what t ends with, the sums of √(2n+1)·v_n turn by (iμ − n − ½) / (iμ + n + ½).
 */
function residual(): number {
  const size = 2 * PAIRS;
  const root = (n: number): number => Math.sqrt(2 * n + 1);
  const matrix = (n: number, k: number): number =>
    (n > k ? -root(n) * root(k) : n === k ? -(n + 1) : 0) + Math.sqrt((n + 0.5) * (k + 0.5));
  const errors = legsFrequencies(PAIRS).map((mu) => {
    let [re, im] = [1, 0];
    const v = Array.from({ length: size }, (_, n) => {
      const a = n + 0.5;
      const [turnRe, turnIm] = [(mu * mu - a * a) / (mu * mu + a * a), (2 * mu * a) / (mu * mu + a * a)];
      const next = [re * turnRe - im * turnIm, re * turnIm + im * turnRe];
      const entry = [(next[0] - re) / root(n), (next[1] - im) / root(n)];
      [re, im] = next;
      return entry;
    });
    const off = v.flatMap(([x, y], n) => {
      const row = v.reduce((sum, [a, b], k) => [sum[0] + matrix(n, k) * a, sum[1] + matrix(n, k) * b], [0, 0]);
      return [row[0] + 0.5 * x + mu * y, row[1] + 0.5 * y - mu * x];
    });
    return Math.hypot(...off) / (Math.hypot(0.5, mu) * Math.hypot(...v.flat()));
  });
  return Math.max(...errors);
}

const than = (measure: Spectrum, other: Spectrum, margin: number, says: string): Expectation => ({
  ...{ says, measure: `delay.${measure}`, is: 'at most', than: `delay.${other}`, margin, of: 'every seed' },
});

/** How a diagonal system begins: whether its spectra are what theory says, and what a layer that began with each learns of a delay. */
export const experiment: Experiment = {
  kind: 'baselines',
  sources: {
    './b3.ts': own,
    ...import.meta.glob<string>(
      [
        './adam.ts',
        '../../core/random.ts',
        '../../graph/{tensor,backward}.ts',
        '../../nn/spectra.ts',
        '../../ops/s4d.ts',
        '../../runtime/cpu.ts',
        '../../../shaders/s4d/*.reference.ts',
        '!**/*.test.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting: `A layer of ${CHANNELS} channels with ${STATES} complex states each (real ones where it says so), steps between 0.001 and 0.1, learns in ${STEPS} steps of Adam to give back what was read ${LAG} positions before, over ${TIME} positions of white noise; all of it is learned, in double precision, by the operator and its backward. What is left of the mean square, 1 being all. Spectra at 64 states.`,
    contenders: Object.values(spectra).map((name) => `S4D-${name}`),
    seeds: [1, 2, 3],
    measures: {
      residual: 'LegS: largest relative error of an eigenvalue −½ + iμ of the matrix written out',
      top: 'Inv: how far its largest frequency is from that of LegS, as a share',
      coarse: `Zero-order hold and bilinear: relative difference of what a system answers at a step of ${COARSE}`,
      fine: `The same at a step of ${FINE}`,
      ...Object.fromEntries(beginnings.map((name) => [`delay.${name}`, `S4D-${spectra[name]}: left of the delay`])),
    },
    expectations: [
      {
        says: 'The spectrum of LegS is that of its matrix, with real parts of −½, to 1e-9.',
        ...{ measure: 'residual', is: 'at most', than: null, margin: 1e-9, of: 'every seed' },
      },
      {
        says: 'The largest frequency of Inv is within 2 % of that of LegS.',
        ...{ measure: 'top', is: 'at most', than: null, margin: 0.02, of: 'every seed' },
      },
      {
        says: 'At a coarse step the two rules give kernels that differ by 30 % at least.',
        ...{ measure: 'coarse', is: 'at least', than: null, margin: 0.3, of: 'every seed' },
      },
      {
        says: 'At a fine step they differ by 5 % at most.',
        ...{ measure: 'fine', is: 'at most', than: null, margin: 0.05, of: 'every seed' },
      },
      than('legs', 'random', -0.25, 'LegS leaves 0.25 less of the delay than a random spectrum.'),
      than('inverse', 'random', -0.25, 'So does Inv.'),
      than('linear', 'random', -0.25, 'So does Lin.'),
      than('inverse', 'legs', 0.15, 'Inv leaves 0.15 more than LegS at most.'),
      than('linear', 'legs', 0.15, 'So does Lin.'),
    ],
  },
  async measure(seed, pace) {
    const pacer = new Pacer('paper B3', pace);
    const delays: [string, number][] = [];
    for (const [i, spectrum] of beginnings.entries()) {
      delays.push([`delay.${spectrum}`, await delayed(spectrum, seed, pacer)]);
      await pacer.rest((i + 1) / beginnings.length);
    }
    const top = (2 * PAIRS * (2 * PAIRS - 1)) / Math.PI / legsFrequencies(PAIRS)[0];
    return {
      residual: residual(),
      top: Math.abs(top - 1),
      coarse: await apart(COARSE, seed, pacer),
      fine: await apart(FINE, seed, pacer),
      ...Object.fromEntries(delays),
    };
  },
};
