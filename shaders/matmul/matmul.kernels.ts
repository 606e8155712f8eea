import { defineKernel, read, readIds, write, type Tolerance } from '../../src/kernel/kernel.ts';
import element from '../lane/element.wgsl?raw';
import { pointwise, type PointwiseName } from '../pointwise/pointwise.ts';
import { dropoutParams } from '../random/dropout.reference.ts';
import activationEpilogue from './epilogue_activation.wgsl?raw';
import activationBackwardEpilogue from './epilogue_activation_backward.wgsl?raw';
import biasEpilogue from './epilogue_bias.wgsl?raw';
import residualEpilogue from './epilogue_residual.wgsl?raw';
import storeEpilogue from './epilogue_store.wgsl?raw';
import weightGradientEpilogue from './epilogue_weight_gradient.wgsl?raw';
import { dropoutCases, epilogueCases, splitCases, tileCases } from './matmul.cases.ts';
import * as reference from './matmul.reference.ts';
import { sizes, variants } from './matmul.variants.ts';

type Sizes = reference.Sizes;

const flops = ({ m, n, k }: Sizes): number => 2 * m * n * k;

// Test inputs lie in [−2, 2): k products of size about 1, each addition rounded to half an ulp of a sum of about √k.
const sumTolerance = ({ k }: Sizes): Tolerance => ({ absolute: 1e-6 + 2e-7 * k, relative: 2e-6 });

// tanh and exp of a GPU are good to some 1e-5 of their value and multiply a sum of about √k.
const activationTolerance = ({ k }: Sizes): Tolerance => ({ absolute: 1e-5 * Math.sqrt(k) + 4e-7 * k, relative: 2e-5 });

/** Each row of the result is a row of the left operand, which TN has as a column of `a`. */
const rows = { count: ({ m }: Sizes): number => m };
const ownRows = { ...rows, own: ['a'] };

/** The training step, whose value only dropout reads. */
const clock = { clock: [3] };

/** y (m, n) = a (m, k) · b (k, n). */
export const matmulNN = defineKernel({
  name: 'matmul.nn',
  params: sizes,
  tensors: { a: read('m', 'k'), b: read('k', 'n'), y: write('m', 'n') },
  variants: variants({ layout: 'NN', dropout: false, epilogue: [storeEpilogue] }),
  reference: reference.matmul('NN'),
  rows: ownRows,
  tolerance: sumTolerance,
  cases: [...tileCases, ...splitCases],
  flops,
});

/** y (m, n) = a (m, k) · b (n, k)ᵀ. */
export const matmulNT = defineKernel({
  name: 'matmul.nt',
  params: sizes,
  tensors: { a: read('m', 'k'), b: read('n', 'k'), y: write('m', 'n') },
  variants: variants({ layout: 'NT', dropout: false, epilogue: [storeEpilogue] }),
  reference: reference.matmul('NT'),
  rows: ownRows,
  tolerance: sumTolerance,
  cases: [...tileCases, ...splitCases],
  flops,
});

/** y (m, n) = a (k, m)ᵀ · b (k, n). */
export const matmulTN = defineKernel({
  name: 'matmul.tn',
  params: sizes,
  tensors: { a: read('k', 'm'), b: read('k', 'n'), y: write('m', 'n') },
  variants: variants({ layout: 'TN', dropout: false, epilogue: [storeEpilogue] }),
  reference: reference.matmul('TN'),
  rows,
  tolerance: sumTolerance,
  cases: [...tileCases, ...splitCases],
  flops,
});

/** y (m, n) = a (m, k) · b (n, k)ᵀ + bias (n). */
export const linear = defineKernel({
  name: 'matmul.linear',
  params: sizes,
  tensors: { a: read('m', 'k'), b: read('n', 'k'), bias: read('n'), y: write('m', 'n') },
  variants: variants({ layout: 'NT', dropout: false, epilogue: [biasEpilogue] }),
  reference: reference.linear,
  rows: ownRows,
  tolerance: sumTolerance,
  cases: epilogueCases,
  flops,
});

/** y (m, n) = residual (m, n) + dropout(a (m, k) · b (n, k)ᵀ + bias (n)). */
export const linearResidual = defineKernel({
  name: 'matmul.linear_residual',
  params: { ...sizes, ...dropoutParams },
  tensors: {
    a: read('m', 'k'),
    b: read('n', 'k'),
    bias: read('n'),
    residual: read('m', 'n'),
    clock: readIds(1),
    y: write('m', 'n'),
  },
  variants: variants({ layout: 'NT', dropout: true, epilogue: [residualEpilogue] }),
  reference: reference.linearResidual,
  rows: { ...rows, own: ['a', 'residual'] },
  tolerance: sumTolerance,
  cases: dropoutCases,
  inputs: () => clock,
  flops,
});

/** y (m, n) = a (k, m)ᵀ · b (k, n) and row_sum (m) = Σ_i a[i, ·]: both gradients of a linear layer. */
export const linearWeightGradient = defineKernel({
  name: 'matmul.weight_gradient',
  params: sizes,
  tensors: { a: read('k', 'm'), b: read('k', 'n'), y: write('m', 'n'), row_sum: write('m') },
  variants: variants({ layout: 'TN', dropout: false, epilogue: [weightGradientEpilogue] }),
  reference: reference.weightGradient,
  rows,
  tolerance: sumTolerance,
  cases: [...epilogueCases, ...splitCases],
  flops,
});

/** z (m, n) = a (m, k) · b (n, k)ᵀ + bias (n); y (m, n) = dropout(activation(z)). */
const linearActivation = (name: PointwiseName) =>
  defineKernel({
    name: `matmul.linear_${name}`,
    params: { ...sizes, ...dropoutParams },
    tensors: {
      a: read('m', 'k'),
      b: read('n', 'k'),
      bias: read('n'),
      clock: readIds(1),
      z: write('m', 'n'),
      y: write('m', 'n'),
    },
    variants: variants({ layout: 'NT', dropout: true, epilogue: [element, pointwise[name].wgsl, activationEpilogue] }),
    reference: reference.linearActivation(pointwise[name]),
    rows: ownRows,
    tolerance: activationTolerance,
    cases: dropoutCases,
    inputs: () => clock,
    flops,
  });

export const linearGelu = linearActivation('gelu');

/** dz (m, n) = (a (m, k) · b (k, n)) ⊙ dropout_scale ⊙ activation′(z (m, n)): derivative of linearActivation. */
const activationBackward = (name: PointwiseName) =>
  defineKernel({
    name: `matmul.nn_${name}_backward`,
    params: { ...sizes, ...dropoutParams },
    tensors: { a: read('m', 'k'), b: read('k', 'n'), z: read('m', 'n'), clock: readIds(1), dz: write('m', 'n') },
    variants: variants({
      layout: 'NN',
      dropout: true,
      epilogue: [element, pointwise[name].wgsl, activationBackwardEpilogue],
    }),
    reference: reference.activationBackward(pointwise[name]),
    rows: { ...rows, own: ['a', 'z'] },
    tolerance: activationTolerance,
    cases: dropoutCases,
    inputs: () => clock,
    flops,
  });

export const matmulGeluBackward = activationBackward('gelu');
