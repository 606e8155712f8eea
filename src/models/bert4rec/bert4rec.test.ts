import { it } from 'vitest';
import { expectGolden } from '../../testing/golden_model.ts';
import golden from './bert4rec.golden.json';
import { bert4rec } from './bert4rec.ts';

it('bert4rec has the loss, the states and the gradients of the same model in PyTorch', () => {
  expectGolden(bert4rec, { blocks: 2, heads: 2, width: 8, length: 4, dropout: 0.3 }, golden);
});
