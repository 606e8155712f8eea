import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './sampled.golden.json';
import * as reference from './sampled.reference.ts';

const floats = (values: readonly number[]): Float64Array => Float64Array.from(values);
const EXTENTS = { samples: 5, width: 4 };

interface Losses {
  readonly loss: Float64Array;
  readonly dnegative: Float64Array;
  readonly dpositive: Float64Array;
}

/** Both losses on the golden batch, its negative scores and hidden rows replaced. */
function losses(kind: 'softmax' | 'gbce', scores: Float64Array, h: Float64Array, inverseCount: number): Losses {
  const tensors = {
    negative_logits: scores.slice(),
    h,
    positive_rows: floats(golden.positive_rows),
    targets: floats(golden.targets),
    negatives: floats(golden.negatives),
    inverse_count: Float64Array.of(inverseCount),
    dpositive: new Float64Array(3),
    loss: new Float64Array(3),
  };
  const corrections = {
    correction: floats(golden.correction),
    target_correction: floats(golden.target_correction),
  };
  if (kind === 'softmax') reference.sampledSoftmax({ ...tensors, ...corrections }, EXTENTS);
  else reference.sampledBce(tensors, { ...EXTENTS, beta: golden.beta });
  return { loss: tensors.loss, dnegative: tensors.negative_logits, dpositive: tensors.dpositive };
}

describe.each(['softmax', 'gbce'] as const)('the reference of sampled %s', (kind) => {
  it('equals PyTorch, loss and gradients', () => {
    const actual = losses(kind, floats(golden.negative_logits), floats(golden.h), golden.inverse_count);
    for (const name of ['loss', 'dnegative', 'dpositive'] as const) {
      actual[name].forEach((value, i) => expect(value).toBeCloseTo(golden[kind][name][i], 12));
    }
  });

  it('has the gradients that central differences of the summed loss find', () => {
    const rows = floats(golden.positive_rows);
    expectGradient(
      ([z, h]) => losses(kind, z, h, 1).loss,
      ([z, h], dy) => {
        const { dnegative, dpositive } = losses(kind, z, h, 1);
        const dz = dnegative.map((g, i) => g * dy[Math.floor(i / 5)]);
        return [dz, rows.map((e, i) => dpositive[Math.floor(i / 4)] * e * dy[Math.floor(i / 4)])];
      },
      [noise(3 * 5, 1, 2), noise(3 * 4, 2)],
    );
  });
});

describe('sampled softmax', () => {
  it('is the full softmax when every other item is a negative and all are drawn for certain', () => {
    const t = {
      negative_logits: Float64Array.of(2.5, 3, 3.5),
      h: Float64Array.of(1.25),
      positive_rows: Float64Array.of(1),
      targets: Float64Array.of(4),
      negatives: Float64Array.of(1, 2, 3),
      correction: new Float64Array(3),
      target_correction: new Float64Array(1),
      inverse_count: Float64Array.of(1),
      dpositive: new Float64Array(1),
      loss: new Float64Array(1),
    };
    reference.sampledSoftmax(t, { samples: 3, width: 1 });
    const total = [2.5, 3, 3.5, 1.25].reduce((sum, s) => sum + Math.exp(s), 0);
    expect(t.loss[0]).toBeCloseTo(Math.log(total) - 1.25, 12);
    expect(t.dpositive[0]).toBeCloseTo(Math.exp(1.25) / total - 1, 12);
  });
});

describe('gbceBeta', () => {
  it('is 1 without calibration and the sampling rate with full calibration', () => {
    expect(reference.gbceBeta(256, 2001, 0)).toBeCloseTo(1, 12);
    expect(reference.gbceBeta(256, 2001, 1)).toBeCloseTo(256 / 2000, 12);
  });
});

it('scaled rows are added to others', () => {
  const y = new Float64Array(4);
  const t = { sofar: Float64Array.of(1, 1, 1, 1), scale: Float64Array.of(2, -1), x: Float64Array.of(1, 2, 3, 4), y };
  reference.addScaledRows(t, { width: 2 });
  expect([...y]).toEqual([3, 5, -2, -3]);
  reference.scaleRows(t, { width: 2 });
  expect([...y]).toEqual([2, 4, -3, -4]);
});
