import { expect, it } from 'vitest';
import { untimed } from '../../core/history.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { noisyReader } from '../../testing/noisy_reader.ts';
import { mixing } from './ssd.mixing.ts';

it('what a state space dual says is the sum of what it read, weighed by the operator of its head', async () => {
  const history = untimed(Uint32Array.from({ length: 18 }, (_, t) => (5 * t) % 12));
  const wanted = [{ kernel: mixing.kernel, tensors: ['bc', 'paces', 'a_log', 'x', 'y'] }];
  const seen = await noisyReader(modelNamed('mamba2'), 12, { length: 18 }).observe(history, wanted);
  expect(seen).toHaveLength(2);
  for (const [at, { params, tensors }] of seen.entries()) {
    const { time, channels, heads } = params;
    expect(time).toBe(18); // beyond a chunk
    const operators = mixing.operators(seen, at);
    expect(operators.count).toBe(heads);
    for (let c = 0; c < channels; c++) {
      const into = new Float64Array(time * time);
      operators.write(Math.floor((c * heads) / channels), into);
      for (let i = 0; i < time; i++) {
        const row = [...into.subarray(i * time, (i + 1) * time)];
        const rebuilt = row.reduce((sum, share, j) => sum + share * tensors.x[j * channels + c], 0);
        expect(rebuilt).toBeCloseTo(tensors.y[i * channels + c], 12);
      }
    }
  }
});
