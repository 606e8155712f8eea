import { describe, expect, it } from 'vitest';
import { untimed } from '../../core/history.ts';
import { atOnce } from '../../core/pace.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { mamba4rec } from '../../models/mamba4rec/mamba4rec.ts';
import { models } from '../../models/catalogue.ts';
import { probeOf } from '../../recommend/probe.ts';
import { noisyReader } from '../../testing/noisy_reader.ts';
import { lens } from '../mixing.lens.ts';
import { mixings } from './catalogue.ts';
import { mixing as ofScan } from './scan.mixing.ts';
import { sharesOf } from './shares.ts';

const HISTORY = untimed(Uint32Array.of(4, 1, 7, 7, 0));
const all = mixings.flatMap(({ wanted }) => wanted);

// That operators rebuild what a kernel wrote is the identity of paper G1; here they are found in whole models.
describe('what moves a position', () => {
  it.each([...models.values()].map((model) => [model.name, model] as const))(
    'is shares of 1 for each position of %s',
    async (_name, model) => {
      const pictures = (await lens.look(probeOf(noisyReader(model, 12), HISTORY), {})) ?? [];
      expect(pictures.length).toBeGreaterThan(0);
      for (const { numbers } of pictures) {
        const size = Math.sqrt(numbers.values.length);
        for (let i = 0; i < size; i++) {
          const row = numbers.values.subarray(i * size, (i + 1) * size);
          expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 6);
          if (model.sees === 'past') expect([...row.subarray(i + 1)].every((share) => share === 0)).toBe(true);
        }
      }
    },
  );

  it('goes through the convolution before a scan and the gate behind it, which a model launches', async () => {
    const reader = noisyReader(mamba4rec, 12);
    const wanted = [...all, { kernel: 'gate.', tensors: ['y'] }, { kernel: 'convolution.', tensors: ['y'] }];
    const seen = await reader.observe(HISTORY, wanted);
    const scans = seen.flatMap(({ kernel }, at) => (kernel.startsWith('scan.') ? [at] : []));
    expect(scans).toHaveLength(2);
    for (const at of scans) {
      const { time, channels } = seen[at].params;
      const convolution = seen[seen[at].from.u];
      const gate = seen.find(({ from }) => from.x === at);
      const through = ofScan.operators(seen, at);
      const bare = ofScan.operators(
        seen.map((one, i) => (i === at ? { ...one, from: {} } : one)),
        at,
      );
      for (let c = 0; c < channels; c++) {
        const [n, m] = [through, bare].map((operators) => {
          const into = new Float64Array(time * time);
          operators.write(c, into);
          return into;
        });
        const { x, weight, bias } = convolution.tensors;
        const opens = Array.from({ length: time }, (_, s) => {
          const sum = [0, 1, 2, 3].reduce(
            (part, back) => part + (back > s ? 0 : weight[(3 - back) * channels + c] * x[(s - back) * channels + c]),
            bias[c],
          );
          return 1 / (1 + Math.exp(-sum));
        });
        for (let i = 0; i < time; i++) {
          const rebuilt = opens.reduce(
            (sum, open, j) => sum + n[i * time + j] * x[j * channels + c] + m[i * time + j] * open * bias[c],
            0,
          );
          expect(rebuilt).toBeCloseTo(gate?.tensors.y[i * channels + c] ?? NaN, 10);
        }
      }
    }
  });

  it('is called by the name of the place where it stands', async () => {
    const titles = async (name: string, given = {}): Promise<string[] | undefined> =>
      (await lens.look(probeOf(noisyReader(modelNamed(name), 12, given), HISTORY), {}))?.map(({ title }) => title);
    expect(await titles('gru4rec')).toEqual(['Layer 1', 'Layer 2']);
    expect(await titles('mamba4rec')).toEqual(['Block 1', 'Block 2']);
    const mixers = ['convolution', 'attention', 'gru', 'scan'];
    expect(await titles('hybrid', { mixers })).toEqual(['Block 2', 'Block 3', 'Block 4']); // of a convolution nothing is shown
  });

  it('is the mean size over channels, and nothing where nothing moves', () => {
    const operators = [
      [0, 0, 1, -1],
      [0, 0, 3, -3],
    ];
    const write = (channel: number, into: Float64Array): void => into.set(operators[channel]);
    expect([...atOnce(sharesOf({ time: 2, sees: 'past', count: 2, write }))]).toEqual([0, 0, 0.5, 0.5]);
  });
});
