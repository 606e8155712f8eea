import type { LayernormProblem, MatmulProblem, Operations, Prepared } from './adapter.ts';
import { fsqProblem, nearestCodeProblem, residualProblem } from './codes.ts';
import { normals, uniformIds } from './inputs.ts';
import { mambaProblem } from './mamba.ts';
import { fsqAnswer, fsqStepAnswer, nearestCodeAnswer, residualAnswer } from './reference/codes.ts';
import { attentionAnswer, crossentropyAnswer, layernormAnswer, matmulAnswer } from './reference/kernels.ts';
import { mambaGradientAnswer } from './reference/mamba.ts';
import { parameters, scores, trainingLosses } from './reference/sasrec.ts';
import { scanAnswer, scanGradientAnswer } from './reference/scan.ts';
import { scanProblem } from './scan.ts';
import { sasrecProblem } from './sasrec.ts';

/** One row of the table: a problem, who may solve it, and the f64 answers. */
export interface Case {
  readonly name: string;
  readonly title: string;
  /** The problem as one library runs it; null where the library has no such operation. */
  prepare(operations: Partial<Operations>): Prepared | Promise<Prepared> | null;
  /** Answers of the first runs, in order. */
  answers(): readonly ArrayLike<number>[];
}

/** Largest error that counts as right, relative to the largest |answer|: some √inner rounding errors of f32. */
export const TOLERANCE = 1e-5;

const STEPS_CHECKED = 3;

function matmulCase(size: number): Case {
  const problem = (): MatmulProblem => ({
    rows: size,
    inner: size,
    cols: size,
    a: normals(size * size, 1, `matmul a ${size}`),
    b: normals(size * size, 1, `matmul b ${size}`),
  });
  return {
    name: `matmul-${size}`,
    title: `matmul ${size}³`,
    prepare: ({ matmul }) => matmul?.(problem()) ?? null,
    answers: () => [matmulAnswer(problem())],
  };
}

const attentionProblem = () => {
  const sizes = { batch: 4, heads: 2, length: 128, width: 32 };
  const tensor = (name: string) => normals(4 * 2 * 128 * 32, 1, `attention ${name}`);
  return { ...sizes, q: tensor('q'), k: tensor('k'), v: tensor('v') };
};

const layernormProblem = (): LayernormProblem => ({
  rows: 4096,
  cols: 64,
  x: normals(4096 * 64, 2, 'layernorm x').map((x) => x + 1),
  gamma: normals(64, 1, 'layernorm gamma'),
  beta: normals(64, 1, 'layernorm beta'),
});

const crossentropyProblem = () => ({
  count: 2000,
  width: 64,
  items: normals(2000 * 64, 0.3, 'crossentropy items'),
  ids: uniformIds(512, 2000, 'crossentropy ids'),
  targets: uniformIds(512, 2000, 'crossentropy targets'),
});

/** Every case, in the order of the table. */
export const cases: readonly Case[] = [
  matmulCase(256),
  matmulCase(512),
  {
    name: 'attention',
    title: 'causal attention forward, B 4, H 2, L 128, D 32',
    prepare: ({ attention }) => attention?.(attentionProblem()) ?? null,
    answers: () => [attentionAnswer(attentionProblem())],
  },
  {
    name: 'layernorm',
    title: 'layer norm forward, 4096 × 64',
    prepare: ({ layernorm }) => layernorm?.(layernormProblem()) ?? null,
    answers: () => [layernormAnswer(layernormProblem())],
  },
  {
    name: 'crossentropy',
    title: 'embedding + catalogue cross-entropy forward, V 2000, T 512, d 64',
    prepare: ({ crossentropy }) => crossentropy?.(crossentropyProblem()) ?? null,
    answers: () => [crossentropyAnswer(crossentropyProblem())],
  },
  {
    name: 'scan',
    title: 'selective scan forward, B 2, L 256, D 64, N 16',
    prepare: ({ scan }) => scan?.(scanProblem()) ?? null,
    answers: () => [scanAnswer(scanProblem())],
  },
  {
    name: 'scan-gradient',
    title: 'selective scan forward + backward, B 2, L 256, D 64, N 16',
    prepare: ({ scanGradient }) => scanGradient?.(scanProblem()) ?? null,
    answers: () => [scanGradientAnswer(scanProblem())],
  },
  {
    name: 'mamba-block',
    title: 'Mamba block forward + backward, B 2, L 256, D 64, 128 channels, N 16',
    prepare: ({ mambaBlock }) => mambaBlock?.(mambaProblem()) ?? null,
    answers: () => [mambaGradientAnswer(mambaProblem())],
  },
  {
    name: 'nearest-code',
    title: 'nearest of 256 codes, 4096 × 128',
    prepare: ({ nearestCode }) => nearestCode?.(nearestCodeProblem()) ?? null,
    answers: () => [nearestCodeAnswer(nearestCodeProblem())],
  },
  {
    name: 'fsq',
    title: 'finite scalar quantization forward, 65,536 × 5',
    prepare: ({ fsq }) => fsq?.(fsqProblem()) ?? null,
    answers: () => [fsqAnswer(fsqProblem())],
  },
  {
    name: 'residual-step',
    title: 'residual quantization, 4096 × 128 by 3 levels of 256 codes: codes and what is left',
    prepare: ({ residualStep }) => residualStep?.(residualProblem()) ?? null,
    answers: () => [residualAnswer(residualProblem())],
  },
  {
    name: 'fsq-step',
    title: 'finite scalar quantization forward + backward, 65,536 × 5',
    prepare: ({ fsqStep }) => fsqStep?.(fsqProblem()) ?? null,
    answers: () => [fsqStepAnswer(fsqProblem())],
  },
  {
    name: 'inference',
    title: 'SASRec inference, 32 × 50 → scores 32 × 2000',
    prepare: ({ inference }) => inference?.(sasrecProblem()) ?? null,
    answers: () => {
      const problem = sasrecProblem();
      return [scores(parameters(problem), problem.batches[0].inputs, problem.sizes)];
    },
  },
  {
    name: 'training',
    title: 'SASRec training step, batch 32 × 50, full softmax, Adam',
    prepare: ({ training }) => training?.(sasrecProblem()) ?? null,
    answers: () => trainingLosses(sasrecProblem(), STEPS_CHECKED).map((loss) => [loss]),
  },
];

/** max |found − answer| / max |answer|; infinite where a length differs or a number is not finite. */
export function largestError(found: ArrayLike<number>, answer: ArrayLike<number>): number {
  if (found.length !== answer.length) return Infinity;
  let error = 0;
  let largest = 0;
  for (let i = 0; i < answer.length; i++) {
    if (!Number.isFinite(found[i])) return Infinity;
    error = Math.max(error, Math.abs(found[i] - answer[i]));
    largest = Math.max(largest, Math.abs(answer[i]));
  }
  return error / largest;
}
