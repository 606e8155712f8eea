import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import { pointwise } from '../pointwise/pointwise.ts';
import { dropoutAt, noDropout } from '../random/dropout.reference.ts';
import golden from './matmul.golden.json';
import * as reference from './matmul.reference.ts';

const sizes = { m: 2, n: 3, k: 4 };
const clock = Float64Array.of(5);
const zeros = (count: number): Float64Array => new Float64Array(count);
const activations = [['gelu', pointwise.gelu, golden.gelu, golden.gelu_dz]] as const;

const expectClose = (actual: Float64Array, expected: ArrayLike<number>): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 12));
};

const product = (layout: reference.Layout, a: Float64Array, b: Float64Array, s: reference.Sizes): Float64Array => {
  const y = zeros(s.m * s.n);
  reference.matmul(layout)({ a, b, y }, s);
  return y;
};

const transposed = (x: Float64Array, rows: number, cols: number): Float64Array =>
  Float64Array.from(x, (_, at) => x[(at % rows) * cols + Math.floor(at / rows)]);

const inputs = {
  a: Float64Array.from(golden.a),
  b: Float64Array.from(golden.weight),
  bias: Float64Array.from(golden.bias),
  residual: Float64Array.from(golden.residual),
  clock,
};
const dy = Float64Array.from(golden.dy);

describe('products', () => {
  it('agree with one another when an operand is transposed by hand', () => {
    const s = { m: 3, n: 5, k: 4 };
    const [a, b] = [noise(s.m * s.k, 1), noise(s.k * s.n, 2)];
    const y = product('NN', a, b, s);
    expectClose(product('NT', a, transposed(b, s.k, s.n), s), y);
    expectClose(product('TN', transposed(a, s.m, s.k), b, s), y);
  });

  it('leave the right operand as it is when the left one is the identity', () => {
    const b = noise(6, 3);
    expectClose(product('NN', Float64Array.of(1, 0, 0, 1), b, { m: 2, n: 3, k: 2 }), b);
  });
});

describe('linear layers', () => {
  it('give the values that PyTorch gives', () => {
    const y = zeros(6);
    reference.linear({ ...inputs, y }, sizes);
    expectClose(y, golden.linear);
    reference.linearResidual({ ...inputs, y }, { ...sizes, ...noDropout });
    expectClose(y, golden.residual_sum);
  });

  it.each(activations)(
    'give the values and gradients that PyTorch gives with %s',
    (_name, activation, value, slope) => {
      const [z, y, dz] = [zeros(6), zeros(6), zeros(6)];
      reference.linearActivation(activation)({ ...inputs, z, y }, { ...sizes, ...noDropout });
      expectClose(z, golden.linear);
      expectClose(y, value);
      const identity = Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1);
      const t = { a: dy, b: identity, z, clock, dz };
      reference.activationBackward(activation)(t, { m: 2, n: 3, k: 3, ...noDropout });
      expectClose(dz, slope);
    },
  );

  it('give the weight and bias gradients that PyTorch gives', () => {
    const [y, row_sum] = [zeros(12), zeros(3)];
    reference.weightGradient({ a: dy, b: inputs.a, y, row_sum }, { m: 3, n: 4, k: 2 });
    expectClose(y, golden.weight_gradient);
    expectClose(row_sum, golden.bias_gradient);
  });

  it('have the gradients that central differences find', () => {
    expectGradient(
      ([a, b, bias]) => {
        const y = zeros(6);
        reference.linear({ a, b, bias, y }, sizes);
        return y;
      },
      ([a, b], gradient) => {
        const [db, dbias] = [zeros(12), zeros(3)];
        reference.weightGradient({ a: gradient, b: a, y: db, row_sum: dbias }, { m: 3, n: 4, k: 2 });
        return [product('NN', gradient, b, { m: 2, n: 4, k: 3 }), db, dbias];
      },
      [noise(8, 4), noise(12, 5), noise(3, 6)],
    );
  });
});

describe.each(activations)('%s', (_name, activation) => {
  it('has, through the next linear layer and dropout, the gradient that central differences find', () => {
    // out (m, k) = y (m, n) · b (k, n)ᵀ with y = dropout(activation(z)); bias 0 and an identity weight make z the input.
    const s = { m: 3, n: 4, k: 2, ...dropoutAt(0.3, 9, 1) };
    const identity = Float64Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? 1 : 0));
    const b = noise(s.k * s.n, 7);
    expectGradient(
      ([z]) => {
        const t = { a: z, b: identity, bias: zeros(4), clock, z: zeros(12), y: zeros(12) };
        reference.linearActivation(activation)(t, { ...s, k: 4 });
        return product('NT', t.y, b, { m: 3, n: 2, k: 4 });
      },
      ([z], gradient) => {
        const dz = zeros(12);
        reference.activationBackward(activation)({ a: gradient, b, z, clock, dz }, s);
        return [dz];
      },
      [noise(12, 8, 3)],
    );
  });
});

describe('dropout', () => {
  it('leaves the residual alone where it drops and scales what it keeps', () => {
    const params = { ...sizes, ...dropoutAt(0.5, 4, 2) };
    const [y, sum] = [zeros(6), zeros(6)];
    reference.linearResidual({ ...inputs, y }, params);
    reference.linear({ ...inputs, y: sum }, sizes);
    const added = y.map((value, at) => value - inputs.residual[at]);
    expect(added.some((value) => value === 0)).toBe(true);
    expect(added.some((value) => value !== 0)).toBe(true);
    added.forEach((value, at) => expect([0, 2 * sum[at]]).toContainEqual(expect.closeTo(value, 12)));
  });
});
