import { expect, it } from 'vitest';
import { untimed } from '../core/history.ts';
import { dual } from '../models/dual/dual.ts';
import { probeOf } from '../recommend/probe.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { lens } from './branches.lens.ts';

it('the share of the guess by rows is what each state of it is weighed by', async () => {
  const reader = noisyReader(dual, 12);
  const history = untimed(Uint32Array.of(4, 1, 7, 0));
  const [{ tensors, params }] = await reader.observe(history, [{ kernel: 'mix.', tensors: ['a', 'b', 'y'] }]);
  const [picture] = (await lens.look(probeOf(reader, history), {})) ?? [];
  const { width } = params;
  expect(picture.numbers.values).toHaveLength(4);
  for (const [t, share] of picture.numbers.values.entries()) {
    for (let c = 0; c < width; c++) {
      expect(tensors.y[2 * t * width + c]).toBeCloseTo(share * tensors.a[t * width + c], 6);
      expect(tensors.y[(2 * t + 1) * width + c]).toBeCloseTo((1 - share) * tensors.b[t * width + c], 6);
    }
  }
});
