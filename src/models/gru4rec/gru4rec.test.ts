import { it } from 'vitest';
import { expectGolden } from '../../testing/golden_model.ts';
import golden from './gru4rec.golden.json';
import { gru4rec } from './gru4rec.ts';

it('gru4rec has the loss, the states and the gradients of the same model in PyTorch', () => {
  expectGolden(gru4rec, { layers: 2, hidden: 8, width: 8, length: 4, dropout: 0.3 }, golden);
});
