import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './crossentropy.golden.json';
import * as reference from './crossentropy.reference.ts';

const floats = (values: readonly number[]): Float64Array => Float64Array.from(values);

function expectClose(actual: Float64Array, wanted: readonly number[]): void {
  expect(actual.length).toBe(wanted.length);
  actual.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 12));
}

interface Batch {
  readonly targets: Float64Array;
  readonly inverse_count: Float64Array;
  readonly rows: number;
  readonly vocabulary: number;
  readonly width: number;
}

function stored(logits: Float64Array, batch: Batch): { loss: Float64Array; dlogits: Float64Array } {
  const dlogits = logits.slice();
  const loss = new Float64Array(batch.rows);
  reference.fromLogits({ logits: dlogits, targets: batch.targets, inverse_count: batch.inverse_count, loss }, batch);
  return { loss, dlogits };
}

function streamed(h: Float64Array, table: Float64Array, batch: Batch) {
  const [lse, loss] = [new Float64Array(batch.rows), new Float64Array(batch.rows)];
  reference.forward({ h, table, targets: batch.targets, lse, loss }, batch);
  const [dh, dtable] = [new Float64Array(h.length), new Float64Array(table.length)];
  const saved = { h, table, targets: batch.targets, lse, inverse_count: batch.inverse_count };
  reference.backwardHidden({ ...saved, dh }, batch);
  reference.backwardTable({ ...saved, dtable }, batch);
  return { lse, loss, dh, dtable };
}

const torch: Batch = {
  targets: floats(golden.targets),
  inverse_count: Float64Array.of(golden.inverse_count),
  rows: 3,
  vocabulary: 6,
  width: 4,
};

describe('the reference of cross-entropy', () => {
  it('equals PyTorch from stored logits', () => {
    const { loss, dlogits } = stored(floats(golden.logits), torch);
    expectClose(loss, golden.loss);
    expectClose(dlogits, golden.dlogits);
  });

  it('equals PyTorch without stored logits', () => {
    const { lse, loss, dh, dtable } = streamed(floats(golden.h), floats(golden.table), torch);
    expectClose(lse, golden.lse);
    expectClose(loss, golden.loss);
    expectClose(dh, golden.dh);
    expectClose(dtable, golden.dtable);
  });

  it('has the gradients that central differences of the mean loss find', () => {
    const batch: Batch = {
      targets: Float64Array.of(3, 0, 1, 6),
      inverse_count: Float64Array.of(1 / 3),
      rows: 4,
      vocabulary: 7,
      width: 3,
    };
    const mean = (loss: Float64Array): Float64Array => Float64Array.of(loss.reduce((sum, x) => sum + x, 0) / 3);
    expectGradient(
      ([logits]) => mean(stored(logits, batch).loss),
      ([logits], dy) => [stored(logits, batch).dlogits.map((g) => g * dy[0])],
      [noise(4 * 7, 1, 3)],
    );
    expectGradient(
      ([h, table]) => mean(streamed(h, table, batch).loss),
      ([h, table], dy) => {
        const { dh, dtable } = streamed(h, table, batch);
        return [dh.map((g) => g * dy[0]), dtable.map((g) => g * dy[0])];
      },
      [noise(4 * 3, 2), noise(7 * 3, 3)],
    );
  });

  it('is ln(items) for equal scores, whatever their size, and 0 in a row without a target', () => {
    const batch: Batch = { ...torch, targets: Float64Array.of(2, 0, 5) };
    for (const score of [0, -300, 300]) {
      const { loss } = stored(new Float64Array(3 * 6).fill(score), batch);
      expectClose(loss, [Math.log(5), 0, Math.log(5)]);
    }
  });
});
