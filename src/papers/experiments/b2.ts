import { Pacer } from '../../core/pace.ts';
import { Random } from '../../core/random.ts';
import { gradients } from '../../graph/backward.ts';
import { leaf } from '../../graph/tensor.ts';
import { eigenvalues } from '../../nn/spectra.ts';
import { pointwise } from '../../ops/pointwise.ts';
import { diagonalScan, discretised } from '../../ops/s4d.ts';
import { evaluateResting } from '../../runtime/cpu.ts';
import type { Experiment } from '../experiment.ts';
import { Adam } from './adam.ts';
import own from './b2.ts?digest';

const [CHANNELS, STATES] = [8, 8];
/** Positions of a signal at the rate that is learned; what tells the classes, in positions. */
const TIME = 64;
const PERIODS = [16, 22, 31, 44] as const;
/** How much a period varies from signal to signal, and the deviation of what is added to each position. */
const [VARIES, NOISE] = [0.05, 0.3];
const [BATCH, STEPS, RATE, TESTED] = [32, 250, 0.01, 400];

/** Signals of each class in turn, every `stride`th of their positions. */
interface Signals {
  readonly values: Float64Array;
  readonly count: number;
  readonly time: number;
}

function signals(random: Random, count: number, stride: number): Signals {
  const time = TIME / stride;
  const values = new Float64Array(count * time);
  for (let s = 0; s < count; s++) {
    const period = PERIODS[s % PERIODS.length] * (1 + VARIES * (2 * random.uniform() - 1));
    const phase = 2 * Math.PI * random.uniform();
    for (let t = 0; t < time; t++) {
      values[s * time + t] = Math.sin((2 * Math.PI * t * stride) / period + phase) + NOISE * random.normal();
    }
  }
  return { values, count, time };
}

/** A layer over `count` signals: GELU of what a diagonal system says, by the bilinear rule. */
function layer(count: number, time: number) {
  const shape = [2, CHANNELS, STATES];
  const given = {
    dynamics: leaf('dynamics', shape),
    readout: leaf('readout', shape),
    logStep: leaf('step', [CHANNELS]),
  };
  const y = diagonalScan(leaf('u', [count, time, CHANNELS]), discretised(given, 'bilinear'), leaf('skip', [CHANNELS]));
  const z = pointwise('gelu', y);
  return { z, slopes: gradients(z, leaf('dz', z.shape), [given.dynamics, given.readout, given.logStep]) };
}

/** What is learned: the system, and a linear layer on the mean over the positions. */
class Classifier {
  private readonly weights: Readonly<Record<'dynamics' | 'readout' | 'step', Float64Array>>;
  private readonly head: Float64Array; // (classes, channels + 1), the last of each its bias
  private readonly pacer: Pacer;

  constructor(random: Random, pacer: Pacer) {
    const all = Array.from({ length: CHANNELS }, () => eigenvalues('legs', STATES, random));
    const [least, most] = [Math.log(0.001), Math.log(0.1)];
    const normals = (count: number, size: number): Float64Array =>
      Float64Array.from({ length: count }, () => size * random.normal());
    this.weights = {
      dynamics: Float64Array.from([
        ...all.flatMap(({ rates }) => rates.map(Math.log)),
        ...all.flatMap(({ frequencies }) => frequencies),
      ]),
      readout: normals(2 * CHANNELS * STATES, Math.SQRT1_2),
      step: Float64Array.from({ length: CHANNELS }, () => least + (most - least) * random.uniform()),
    };
    this.head = normals(PERIODS.length * (CHANNELS + 1), 0.1);
    this.pacer = pacer;
  }

  /** Means over positions (signals, channels) and what gives them, with steps that are `stretch` times as long. */
  private async read({ values, count, time }: Signals, stretch: number) {
    const { z, slopes } = layer(count, time);
    const leaves = {
      ...this.weights,
      step: this.weights.step.map((x) => x + Math.log(stretch)),
      u: Float64Array.from({ length: count * time * CHANNELS }, (_, i) => values[Math.floor(i / CHANNELS)]),
      skip: new Float64Array(CHANNELS),
    };
    const [said] = await evaluateResting([z], leaves, this.pacer);
    const means = new Float64Array(count * CHANNELS);
    said.forEach((value, i) => {
      means[Math.floor(i / (time * CHANNELS)) * CHANNELS + (i % CHANNELS)] += value / time;
    });
    return { leaves, slopes, means };
  }

  private probabilities(mean: Float64Array): readonly number[] {
    const scores = PERIODS.map((_, k) =>
      mean.reduce((sum, x, c) => sum + this.head[k * (CHANNELS + 1) + c] * x, this.head[(k + 1) * (CHANNELS + 1) - 1]),
    );
    const largest = Math.max(...scores);
    const shares = scores.map((score) => Math.exp(score - largest));
    const total = shares.reduce((sum, share) => sum + share, 0);
    return shares.map((share) => share / total);
  }

  async learn(random: Random): Promise<void> {
    const moved = [this.weights.dynamics, this.weights.readout, this.weights.step];
    const adams = [...moved, this.head].map((values) => new Adam(values, RATE));
    for (let step = 0; step < STEPS; step++) {
      const batch = signals(random, BATCH, 1);
      const { leaves, slopes, means } = await this.read(batch, 1);
      const dHead = new Float64Array(this.head.length);
      const dMeans = new Float64Array(means.length);
      for (let s = 0; s < BATCH; s++) {
        const mean = means.subarray(s * CHANNELS, (s + 1) * CHANNELS);
        this.probabilities(mean).forEach((share, k) => {
          const slope = (share - (k === s % PERIODS.length ? 1 : 0)) / BATCH;
          const first = k * (CHANNELS + 1);
          dHead[first + CHANNELS] += slope;
          mean.forEach((x, c) => {
            dHead[first + c] += slope * x;
            dMeans[s * CHANNELS + c] += slope * this.head[first + c];
          });
        });
      }
      const dz = leaves.u.map((_, i) => dMeans[Math.floor(i / (TIME * CHANNELS)) * CHANNELS + (i % CHANNELS)] / TIME);
      const found = await evaluateResting(slopes, { ...leaves, dz }, this.pacer);
      [...found, dHead].forEach((gradient, i) => adams[i].step(gradient));
    }
  }

  /** The share of signals whose class is found. */
  async accuracy(of: Signals, stretch: number): Promise<number> {
    const { means } = await this.read(of, stretch);
    const right = Array.from({ length: of.count }, (_, s) => {
      const shares = this.probabilities(means.subarray(s * CHANNELS, (s + 1) * CHANNELS));
      return Number(shares.indexOf(Math.max(...shares)) === s % PERIODS.length);
    });
    return right.reduce((sum, one) => sum + one, 0) / of.count;
  }
}

/** A step that is learned at one rate of sampling, and stretched for another. */
export const experiment: Experiment = {
  kind: 'baselines',
  sources: {
    './b2.ts': own,
    ...import.meta.glob<string>(
      [
        './adam.ts',
        '../../core/random.ts',
        '../../graph/{tensor,backward}.ts',
        '../../nn/spectra.ts',
        '../../ops/{pointwise,s4d}.ts',
        '../../runtime/cpu.ts',
        '../../../shaders/{pointwise,s4d}/*.reference.ts',
        '!**/*.test.ts',
      ],
      { query: '?digest', import: 'default', eager: true },
    ),
  },
  recipe: {
    setting: `Sines of four periods, ${PERIODS.join(', ')} positions, each varying by ${VARIES * 100} %, with any phase and noise of deviation ${NOISE}, over ${TIME} positions. A diagonal layer of ${CHANNELS} channels and ${STATES} complex states by the bilinear rule, GELU, the mean over the positions and a linear layer learn to tell them apart in ${STEPS} steps of Adam on ${BATCH} new signals each, in double precision by the operator and its backward. ${TESTED} other signals are told apart at that rate and at half of it, where every second position is left out.`,
    contenders: ['At the rate it learned', 'At half of it, twice the step', 'At half of it, the same step'],
    seeds: [1, 2, 3],
    measures: {
      learned: 'At the rate it learned: share told apart',
      stretched: 'At half of it, with twice the step',
      unchanged: 'At half of it, with the same step',
    },
    expectations: [
      {
        says: 'At the rate it learned it tells 0.9 apart at least.',
        ...{ measure: 'learned', is: 'at least', than: null, margin: 0.9, of: 'the mean' },
      },
      {
        says: 'At half of it twice the step costs 2 points at most.',
        ...{ measure: 'stretched', is: 'at least', than: 'learned', margin: -0.02, of: 'the mean' },
      },
      {
        says: 'The same step costs 10 points at least.',
        ...{ measure: 'unchanged', is: 'at most', than: 'learned', margin: -0.1, of: 'the mean' },
      },
    ],
  },
  async measure(seed, pace) {
    const pacer = new Pacer('paper B2', pace);
    const classifier = new Classifier(new Random(seed, 'papers b2 weights'), pacer);
    await classifier.learn(new Random(seed, 'papers b2 training'));
    const [whole, half] = [1, 2].map((stride) => signals(new Random(seed, 'papers b2 tests'), TESTED, stride));
    return {
      learned: await classifier.accuracy(whole, 1),
      stretched: await classifier.accuracy(half, 2),
      unchanged: await classifier.accuracy(half, 1),
    };
  },
};
