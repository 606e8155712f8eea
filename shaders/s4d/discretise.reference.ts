import type { Floats } from '../../src/kernel/kernel.ts';

export interface DiscretiseParams {
  readonly channels: number;
  readonly states: number;
  /** 1 where systems are real, 2 where each state stands for a pair of conjugates. */
  readonly planes: number;
  /** 0 for a zero-order hold, 1 for the bilinear rule. */
  readonly rule: number;
}

/** Where the logarithms of rates and steps are held: their products must stay finite in f32. */
export const LARGEST_LOGARITHM = 40;

interface Complex {
  readonly re: number;
  readonly im: number;
}

const complex = (re: number, im = 0): Complex => ({ re, im });
const times = (a: Complex, b: Complex): Complex => complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re);
const plus = (a: Complex, b: Complex): Complex => complex(a.re + b.re, a.im + b.im);
const scaled = (factor: number, a: Complex): Complex => complex(factor * a.re, factor * a.im);
const conjugate = (a: Complex): Complex => complex(a.re, -a.im);
const one = complex(1);

function inverse({ re, im }: Complex): Complex {
  const size = re * re + im * im;
  return complex(re / size, -im / size);
}

const exponential = ({ re, im }: Complex): Complex => scaled(Math.exp(re), complex(Math.cos(im), Math.sin(im)));

/** Σ_k c_k zᵏ by Horner's rule. */
const series = (z: Complex, coefficients: readonly number[]): Complex =>
  coefficients.reduceRight((sum, coefficient) => plus(times(sum, z), complex(coefficient)), complex(0));

const TERMS = 20;
/** 1 / (k + 1)! and 1 / (k! (k + 2)). */
const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
const GROWTH = Array.from({ length: TERMS }, (_, k) => 1 / factorial(k + 1));
const BEND = Array.from({ length: TERMS }, (_, k) => 1 / (factorial(k) * (k + 2)));

const isSmall = ({ re, im }: Complex): boolean => Math.max(Math.abs(re), Math.abs(im)) < 1;

/** (e^z − 1) / z; 1 at 0. */
const growth = (z: Complex): Complex =>
  isSmall(z) ? series(z, GROWTH) : times(plus(exponential(z), complex(-1)), inverse(z));

/** (z e^z − e^z + 1) / z², the slope of z ↦ (e^z − 1) / z; ½ at 0. */
function bend(z: Complex): Complex {
  if (isSmall(z)) return series(z, BEND);
  const e = exponential(z);
  return times(plus(times(plus(z, complex(-1)), e), one), times(inverse(z), inverse(z)));
}

/** What a rule makes of A and Δ, and the slopes of that: a state keeps `keep` of itself in a step and takes `take` of an input. */
interface Discretised {
  readonly keep: Complex;
  readonly take: Complex;
  readonly keepByRate: Complex;
  readonly takeByRate: Complex;
  readonly keepByStep: Complex;
  readonly takeByStep: Complex;
}

function held(a: Complex, step: number): Discretised {
  const z = scaled(step, a);
  const keep = exponential(z);
  return {
    keep,
    take: scaled(step, growth(z)),
    keepByRate: scaled(step, keep),
    takeByRate: scaled(step * step, bend(z)),
    keepByStep: times(a, keep),
    takeByStep: keep,
  };
}

function bilinear(a: Complex, step: number): Discretised {
  const half = scaled(step / 2, a);
  const d = inverse(plus(one, scaled(-1, half)));
  const square = times(d, d);
  return {
    keep: times(plus(one, half), d),
    take: scaled(step, d),
    keepByRate: scaled(step, square),
    takeByRate: scaled((step * step) / 2, square),
    keepByStep: times(a, square),
    takeByStep: square,
  };
}

type Tensors<Names extends string> = Readonly<Record<Names, Floats>>;

/** What is known of a state of a channel. */
function stateAt({ dynamics, readout, log_step }: Tensors<Given>, c: number, n: number, p: DiscretiseParams) {
  const [at, apart] = [c * p.states + n, p.channels * p.states];
  const isComplex = p.planes === 2;
  const rate = Math.exp(Math.min(dynamics[at], LARGEST_LOGARITHM));
  const step = Math.exp(Math.min(log_step[c], LARGEST_LOGARITHM));
  const a = complex(-rate, isComplex ? dynamics[apart + at] : 0);
  const told = complex(readout[at], isComplex ? readout[apart + at] : 0);
  return { at, apart, rate, step, a, told, ...(p.rule === 1 ? bilinear(a, step) : held(a, step)) };
}

type Given = 'dynamics' | 'readout' | 'log_step';

/**
 * With A = −e^dynamics₀ + i·dynamics₁, C = readout₀ + i·readout₁ and Δ = e^log_step of each channel:
 *
 *   zero-order hold  Ā = e^(ΔA)                      B̄ = (e^(ΔA) − 1) / A
 *   bilinear         Ā = (1 + ΔA/2) / (1 − ΔA/2)     B̄ = Δ / (1 − ΔA/2)
 *
 * `system` holds Re Ā, Im Ā, Re W and Im W with W = planes · C · B̄, channels along its lines: of a pair of conjugates one is computed and
 * counts twice. Only the product C·B counts, so B is 1. Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893; the code is state-spaces/s4, models/s4/s4d.py.
 */
export function discretise(t: Tensors<Given | 'system'>, p: DiscretiseParams): void {
  for (let c = 0; c < p.channels; c++) {
    for (let n = 0; n < p.states; n++) {
      const { keep, take, told } = stateAt(t, c, n, p);
      const weight = scaled(p.planes, times(told, take));
      [keep.re, keep.im, weight.re, weight.im].forEach((value, plane) => {
        t.system[(plane * p.states + n) * p.channels + c] = value;
      });
    }
  }
}

/** With G_x = ∂L/∂Re x + i ∂L/∂Im x, for y = f(x): G_x = conj(f′(x)) G_y. */
export function discretiseBackward(
  t: Tensors<Given | 'dsystem' | 'ddynamics' | 'dreadout' | 'dlog_step'>,
  p: DiscretiseParams,
): void {
  t.dlog_step.fill(0);
  for (let c = 0; c < p.channels; c++) {
    for (let n = 0; n < p.states; n++) {
      const s = stateAt(t, c, n, p);
      const [kr, ki, wr, wi] = [0, 1, 2, 3].map((plane) => t.dsystem[(plane * p.states + n) * p.channels + c]);
      const [dKeep, dWeight] = [complex(kr, ki), scaled(p.planes, complex(wr, wi))];
      const through = (slope: Complex, by: Complex): Complex => times(conjugate(slope), by);
      const dTold = through(s.take, dWeight);
      const dTake = through(s.told, dWeight);
      const dA = plus(through(s.keepByRate, dKeep), through(s.takeByRate, dTake));
      const dStep = plus(through(s.keepByStep, dKeep), through(s.takeByStep, dTake));
      t.ddynamics[s.at] = -s.rate * dA.re;
      t.dreadout[s.at] = dTold.re;
      if (p.planes === 2) [t.ddynamics[s.apart + s.at], t.dreadout[s.apart + s.at]] = [dA.im, dTold.im];
      t.dlog_step[c] += s.step * dStep.re;
    }
  }
}
