import { expect, it } from 'vitest';
import { untimed } from '../../core/history.ts';
import { Reader } from '../../recommend/reader.ts';
import { expectGolden } from '../../testing/golden_model.ts';
import { sampleCodes } from '../../testing/sample_codes.ts';
import { setGolden, tracedLoss } from '../../testing/traced_loss.ts';
import golden from './tiger.golden.json';
import { tiger } from './tiger.ts';

const config = { slots: 3, codebook: 4, blocks: 2, heads: 2, width: 8, length: 4, dropout: 0.3, positions: 'newest' };

it('tiger has the loss, the states and the gradients of the same model in PyTorch', () => {
  expectGolden(tiger, config, golden);
});

it('tiger gives an item the probability of its codes, as in PyTorch', async () => {
  const traced = tracedLoss(tiger, config, false);
  setGolden(traced, Object.keys(golden.gradients));
  const reader = new Reader(tiger, config, 5, traced.leaves, { codes: sampleCodes(tiger, config, 5) });
  const scores = await reader.scores(untimed([0, 4, 3, 2]));
  golden.scores.forEach((want, item) => expect(scores[item]).toBeCloseTo(want, 12));
});
