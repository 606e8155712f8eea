import { onnxForm, type OnnxGraph, type Value } from '../../src/kernel/onnx_form.ts';
import { LARGEST_LOGARITHM } from './discretise.reference.ts';
import { s4dDiscretise, s4dScan } from './s4d.kernels.ts';

interface Complex {
  readonly re: Value;
  readonly im: Value;
}

/** Complex numbers as pairs of tensors. */
class ComplexGraph {
  private readonly g: OnnxGraph;

  constructor(g: OnnxGraph) {
    this.g = g;
  }

  times(a: Complex, b: Complex): Complex {
    const { mul } = this;
    return {
      re: this.g.node('Sub', [mul(a.re, b.re), mul(a.im, b.im)]),
      im: this.g.node('Add', [mul(a.re, b.im), mul(a.im, b.re)]),
    };
  }

  scaled(factor: Value, { re, im }: Complex): Complex {
    return { re: this.mul(factor, re), im: this.mul(factor, im) };
  }

  plus({ re, im }: Complex, real: number): Complex {
    return { re: this.g.node('Add', [re, this.g.number(real)]), im };
  }

  inverse({ re, im }: Complex): Complex {
    const size = this.g.node('Add', [this.mul(re, re), this.mul(im, im)]);
    return { re: this.g.node('Div', [re, size]), im: this.g.node('Neg', [this.g.node('Div', [im, size])]) };
  }

  exponential({ re, im }: Complex): Complex {
    const turned = { re: this.g.node('Cos', [im]), im: this.g.node('Sin', [im]) };
    return this.scaled(this.g.node('Exp', [re]), turned);
  }

  /** (e^z − 1) / z: by a series where no part of z is 1 or more, where the difference would lose its digits. */
  growth(z: Complex): Complex {
    const { g } = this;
    const largest = g.node('Max', [g.node('Abs', [z.re]), g.node('Abs', [z.im])]);
    const small = g.node('Less', [largest, g.number(1)]);
    const either = (a: Complex, b: Complex): Complex => ({
      re: g.node('Where', [small, a.re, b.re]),
      im: g.node('Where', [small, a.im, b.im]),
    });
    const zero = { re: g.number(0), im: g.number(0) };
    const [summed, divided] = [either(z, zero), either(this.plus(zero, 1), z)];
    let sum = this.plus(zero, 1 / FACTORIALS[FACTORIALS.length - 1]);
    for (const factorial of FACTORIALS.slice(0, -1).reverse()) sum = this.plus(this.times(sum, summed), 1 / factorial);
    return either(sum, this.times(this.plus(this.exponential(divided), -1), this.inverse(divided)));
  }

  readonly mul = (a: Value, b: Value): Value => this.g.node('Mul', [a, b]);
}

/** (k + 1)! of the terms of the series. */
const FACTORIALS = [1, 2, 6, 24, 120, 720, 5040, 40_320, 362_880, 3_628_800];

/** Plane `which` of a tensor along its first extent. */
const plane = (g: OnnxGraph, x: Value, which: number): Value =>
  g.node('Gather', [x, g.integers([which], [])], { axis: 0 });

const heldExp = (g: OnnxGraph, x: Value): Value => g.node('Exp', [g.node('Min', [x, g.number(LARGEST_LOGARITHM)])]);

export const s4dDiscretiseForm = onnxForm(s4dDiscretise, (g, { dynamics, readout, log_step }, { planes, rule }) => {
  const c = new ComplexGraph(g);
  const step = g.node('Unsqueeze', [heldExp(g, log_step), g.integers([1])]); // (C, 1)
  const rate = heldExp(g, plane(g, dynamics, 0));
  const nothing = g.node('Mul', [rate, g.number(0)]);
  const imaginary = (x: Value): Value => (planes === 2 ? plane(g, x, 1) : nothing);
  const z = c.scaled(step, { re: g.node('Neg', [rate]), im: imaginary(dynamics) });
  const half = c.scaled(g.number(0.5), z);
  const d = c.inverse(c.plus(c.scaled(g.number(-1), half), 1));
  const [keep, taken] = rule === 0 ? [c.exponential(z), c.growth(z)] : [c.times(c.plus(half, 1), d), d];
  const told = c.scaled(g.number(planes), { re: plane(g, readout, 0), im: imaginary(readout) });
  const weight = c.times(told, c.scaled(step, taken));
  const lines = [keep.re, keep.im, weight.re, weight.im].map((x) =>
    g.node('Unsqueeze', [g.node('Transpose', [x], { perm: [1, 0] }), g.integers([0])]),
  );
  return { system: g.node('Concat', lines, { axis: 0 }) };
});

/** As a loop over positions. */
export const s4dScanForm = onnxForm(s4dScan, (g, { u, system, skip }, { channels, states }) => {
  const [stay, turn, re, im] = [0, 1, 2, 3].map((which) => plane(g, system, which)); // (N, C)
  const [told] = g.loop({
    states: [
      [states, channels],
      [states, channels],
    ],
    read: [u],
    body: (at, [wasRe, wasIm], [uAt]) => {
      const c = new ComplexGraph(at);
      const kept = c.times({ re: stay, im: turn }, { re: wasRe, im: wasIm });
      const now = { re: at.node('Add', [kept.re, at.node('Unsqueeze', [uAt, at.integers([1])])]), im: kept.im };
      const said = at.node('Sub', [c.mul(re, now.re), c.mul(im, now.im)]);
      return { states: [now.re, now.im], told: [at.node('ReduceSum', [said, at.integers([1])], { keepdims: 0 })] };
    },
  });
  return { y: g.node('Add', [told, g.node('Mul', [skip, u])]) };
});
