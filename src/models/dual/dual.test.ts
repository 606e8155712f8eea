import { it } from 'vitest';
import { expectGolden } from '../../testing/golden_model.ts';
import golden from './dual.golden.json';
import { dual } from './dual.ts';

const config = { slots: 3, codebook: 4, blocks: 2, heads: 2, width: 8, length: 4, dropout: 0.3, positions: 'newest' };

it('dual has the loss, the states and the gradients of the same model in PyTorch', () => {
  expectGolden(dual, config, golden);
});
