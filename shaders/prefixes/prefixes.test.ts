import { describe, expect, it } from 'vitest';
import golden from './prefixes.golden.json';
import * as reference from './prefixes.reference.ts';

const floats = (values: readonly number[]): Float64Array => Float64Array.from(values);
const close = (found: Float64Array, expected: readonly number[]): void => {
  expect(found.length).toBe(expected.length);
  found.forEach((value, i) => {
    expect(Math.abs(value - expected[i]), `element ${i}`).toBeLessThan(1e-11);
  });
};

describe('the references of prefixes equal PyTorch', () => {
  const [before, codes] = [floats(golden.before), floats(golden.codes)];

  it('in the log-probabilities of the codes', () => {
    const logits = floats(golden.logits);
    reference.logSoftmax({ logits }, { rows: 6, size: 5 });
    close(logits, golden.guesses);
  });

  it('in the scores of longer prefixes', () => {
    const y = new Float64Array(8);
    const t = { guesses: floats(golden.guesses), sofar: floats(golden.sofar), before, codes, y };
    reference.scores(t, { batch: 2, prefixes: 3, count: 4, size: 5 });
    close(y, golden.scores);
  });

  it('in the rows of prefixes, of each of a batch or of all of it', () => {
    const [x, y] = [floats(golden.x), new Float64Array(16)];
    reference.rows({ x, at: before, y }, { batch: 2, each: 3, count: 4, width: 2 });
    close(y, golden.rows);
    reference.rows({ x, at: before, y }, { batch: 2, each: 0, count: 4, width: 2 });
    close(y, golden.shared);
  });
});
