import { expect, it } from 'vitest';
import { modelNamed } from '../../../models/catalogue.ts';
import type { Estimate } from '../../../worker/contract.ts';
import { stagesOf } from './stages.ts';

/** As an arena lists them: weights first. */
const tensors: Estimate['tensors'] = [
  { name: 'block0.attention.qkv.weight', shape: [24, 8] },
  { name: 'block0.mlp.up.weight', shape: [32, 8] },
  { name: 'items', shape: [101, 8] },
  { name: 'positions', shape: [10, 8] },
  { name: 'block0.norm1.gamma', shape: [8] },
  { name: 'block0.attention.qkv.bias', shape: [24] },
  { name: 'final.gamma', shape: [8] },
];
const { stages: parts } = modelNamed('sasrec');
const recipe = { training: { loss: 'cross-entropy' } } as Estimate['recipe'];

it('puts parameters into the boxes of the forward pass, and counts every one once', () => {
  const groups = stagesOf({ tensors, recipe }, parts);
  expect(groups.map(({ key, stages }) => [key, stages.map(({ title }) => title)])).toEqual([
    ['items', ['Item embeddings']],
    ['positions', ['Positions']],
    ['block0', ['Norm', 'Attention', 'MLP']],
    ['final', ['Final norm']],
    ['scoring', ['Scoring']],
  ]);
  const counted = groups.flatMap(({ stages }) => stages).reduce((sum, { parameters }) => sum + parameters, 0);
  expect(counted).toBe(tensors.reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0));
  expect(groups[2].title).toBe('Block 1');
  expect(groups[2].stages[2].width).toBe(32);
});

it('scores codes by their own tables, and says once what shapes are alike', () => {
  const coded: Estimate['tensors'] = [0, 1, 2].flatMap((slot) => [
    { name: `heads.slot${slot}.weight`, shape: [8, 8] },
    { name: `codes.slot${slot}`, shape: [17, 8] },
  ]);
  const groups = stagesOf({ tensors: coded, recipe }, modelNamed('rpg').stages);
  const [codes, heads, scoring] = groups.flatMap(({ stages }) => stages);
  expect([codes.shapes, codes.width, heads.shapes]).toEqual([['3 × (17, 8)'], 8, ['3 × (8, 8)']]);
  expect(scoring.shapes).toEqual(['3 × (8) · (17, 8)ᵀ']);
  expect(scoring.sentence).toContain('the sum over its codes');
});

it('scores codes by tables of the heads where these have some', () => {
  const read = { name: 'codes', shape: [33, 8] };
  const coded: Estimate['tensors'] = [read, ...[0, 1].map((slot) => ({ name: `heads.slot${slot}`, shape: [17, 8] }))];
  const stages = stagesOf({ tensors: coded, recipe }, modelNamed('recgpt').stages).flatMap((group) => group.stages);
  expect(stages.map(({ key, shapes }) => [key, shapes])).toEqual([
    ['codes', ['(33, 8)']],
    ['heads', ['2 × (17, 8)']],
    ['scoring', ['2 × (8) · (17, 8)ᵀ']],
  ]);
  expect(stages[2].sentence).not.toContain('at the top');
});

it('scores by rows and by codes where a model has both', () => {
  const dual = [
    { name: 'items', shape: [40, 8] },
    { name: 'codes.slot0', shape: [17, 8] },
    { name: 'gate.weight', shape: [1, 8] },
  ];
  const groups = stagesOf({ tensors: dual, recipe }, modelNamed('dual').stages);
  const scoring = groups.flatMap(({ stages }) => stages).at(-1);
  expect(scoring?.shapes).toEqual(['2 × (8) · (40, 8)ᵀ']);
  expect(scoring?.sentence).toContain('as the gate says');
});

it('shows a part it does not know under its own name', () => {
  const groups = stagesOf({ tensors: [...tensors, { name: 'gate.weight', shape: [4, 8] }], recipe }, parts);
  expect(groups.flatMap(({ stages }) => stages).map(({ title }) => title)).toContain('gate');
});
