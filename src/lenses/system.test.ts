import { expect, it } from 'vitest';
import { untimed } from '../core/history.ts';
import { atOnce } from '../core/pace.ts';
import { modelNamed } from '../models/catalogue.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { mixing } from './mixing/s4d.mixing.ts';
import { response, SYSTEM, systemSummaryOf } from './system.ts';

const observed = async (given = {}) =>
  noisyReader(modelNamed('s4d'), 12, given).observe(untimed(Uint32Array.of(4, 1, 7, 7, 0)), [
    { kernel: SYSTEM.kernel, tensors: [...SYSTEM.tensors, 'u', 'y'] },
  ]);

it('what a system says is the sum of its answers to what it read, in each channel', async () => {
  const seen = await observed();
  expect(seen).toHaveLength(2);
  for (const [at, { params, tensors }] of seen.entries()) {
    const { time, channels } = params;
    const operators = mixing.operators(seen, at);
    for (let c = 0; c < channels; c++) {
      const answer = response(seen[at], c, time);
      const into = new Float64Array(time * time);
      operators.write(c, into);
      for (let i = 0; i < time; i++) {
        const row = [...into.subarray(i * time, (i + 1) * time)];
        expect(row).toEqual(Array.from({ length: time }, (_, j) => (j <= i ? answer[i - j] : 0)));
        const rebuilt = row.reduce((sum, share, j) => sum + share * tensors.u[j * channels + c], 0);
        expect(rebuilt).toBeCloseTo(tensors.y[i * channels + c], 12);
      }
    }
  }
});

it('a system whose states keep a half and turn by a quarter has a half-life of one item and a turn of four', () => {
  const [channels, states] = [3, 4];
  const plane = (value: number): number[] => Array.from({ length: channels * states }, () => value);
  const told = { place: '', kernel: SYSTEM.kernel, from: {}, params: { channels, states } };
  const tensors = {
    system: Float64Array.from([...plane(0), ...plane(0.5), ...plane(1), ...plane(0)]),
    skip: Float64Array.of(1, 1, 1),
  };
  const { answers, sizes, halfLives, periods } = atOnce(systemSummaryOf({ ...told, tensors }, 5));
  expect([...answers.subarray(0, 5)]).toEqual([5, 0, -1, 0, 0.25]);
  expect([...sizes]).toEqual([5, 0, 1, 0, 0.25]);
  halfLives.forEach((half) => expect(half).toBeCloseTo(1, 6));
  periods?.forEach((period) => expect(period).toBeCloseTo(4, 6));
  const still = { ...tensors, system: Float64Array.from([...plane(0.5), ...plane(0), ...plane(1), ...plane(0)]) };
  expect(atOnce(systemSummaryOf({ ...told, tensors: still }, 5)).periods).toBeNull();
});
