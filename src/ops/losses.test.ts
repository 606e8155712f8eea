import { describe, expect, it } from 'vitest';
import { gradients } from '../graph/backward.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import { evaluate } from '../runtime/cpu.ts';
import { noise } from '../testing/random.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { gbceLoss, sampledSoftmaxLoss, storedCrossEntropy, streamedCrossEntropy, type Sample } from './index.ts';

const [rows, width, vocabulary] = [5, 4, 7];
const targetIds = Uint32Array.from([3, 0, 6, 3, 1]);
const negativeIds = Uint32Array.from([2, 3, 6, 2]);

const h = leaf('h', [rows, width]);
const table = leaf('table', [vocabulary, width]);
const indexLeaves = (name: string, places: number) => ({
  offsets: leaf(`${name}Offsets`, [vocabulary + 1], 'u32'),
  places: leaf(`${name}Places`, [places], 'u32'),
});
const targets = { ids: leaf('targets', [rows], 'u32'), inverseCount: leaf('inverseCount', [1]) };
const sample: Sample = {
  targets,
  targetIndex: { ids: targets.ids, ...indexLeaves('target', rows) },
  negatives: { ids: leaf('negatives', [4], 'u32'), ...indexLeaves('negative', 4) },
};
const logQ = { negatives: leaf('correction', [4]), targets: leaf('targetCorrection', [rows]) };

function leavesFor(): Record<string, Float64Array> {
  const [t, n] = [invertIds(targetIds, vocabulary), invertIds(negativeIds, vocabulary)];
  return {
    h: noise(rows * width, 1),
    table: noise(vocabulary * width, 2),
    targets: Float64Array.from(targetIds),
    inverseCount: Float64Array.of(0.25),
    negatives: Float64Array.from(negativeIds),
    targetOffsets: Float64Array.from(t.offsets),
    targetPlaces: Float64Array.from(t.places),
    negativeOffsets: Float64Array.from(n.offsets),
    negativePlaces: Float64Array.from(n.places),
    correction: noise(4, 3),
    targetCorrection: noise(rows, 4),
  };
}

function checkGradient(loss: Tensor): void {
  const leaves = leavesFor();
  const analytic = evaluate(gradients(loss, leaf('unread', [1]), [h, table]), leaves);
  for (const [which, name] of ['h', 'table'].entries()) {
    leaves[name].forEach((value, i) => {
      const lossAt = (x: number): number => {
        leaves[name][i] = x;
        return evaluate([loss], leaves)[0][0];
      };
      const numeric = (lossAt(value + 1e-5) - lossAt(value - 1e-5)) / 2e-5;
      leaves[name][i] = value;
      expect(Math.abs(numeric - analytic[which][i]), `${name}[${i}]`).toBeLessThan(1e-7);
    });
  }
}

describe('losses over the catalogue', () => {
  it.each([
    ['stored cross-entropy', storedCrossEntropy(h, table, targets)],
    ['streamed cross-entropy', streamedCrossEntropy(h, table, targets)],
    ['sampled softmax', sampledSoftmaxLoss(h, table, sample, logQ)],
    ['gBCE', gbceLoss(h, table, sample, 0.4)],
  ])('%s has the gradient of its value in states and item table', (_name, loss) => {
    checkGradient(loss);
  });

  it('stored and streamed cross-entropy are the same function', () => {
    const both = [storedCrossEntropy(h, table, targets), streamedCrossEntropy(h, table, targets)];
    const [[stored], [streamed]] = evaluate(both, leavesFor());
    expect(streamed).toBeCloseTo(stored, 12);
  });
});
