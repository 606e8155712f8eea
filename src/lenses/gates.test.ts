import { expect, it } from 'vitest';
import { untimed } from '../core/history.ts';
import { gru4rec } from '../models/gru4rec/gru4rec.ts';
import { probeOf } from '../recommend/probe.ts';
import { noisyReader } from '../testing/noisy_reader.ts';
import { lens } from './gates.lens.ts';

it('the gates of a layer are those by which its states follow from candidates', async () => {
  const reader = noisyReader(gru4rec, 12);
  const history = Uint32Array.of(4, 1, 7, 0);
  const [{ tensors, params }] = await reader.observe(untimed(history), [
    { kernel: 'gru.', tensors: ['cell', 'h', 'before'] },
  ]);
  const pictures = (await lens.look(probeOf(reader, untimed(history)), {})) ?? [];
  const layer = ['update', 'update of every unit', 'reset', 'reset of every unit'];
  expect(pictures.map(({ title }) => title)).toEqual([1, 2].flatMap((n) => layer.map((gate) => `Layer ${n}, ${gate}`)));
  const [{ numbers: mean }, { numbers: update }] = pictures;
  const { hidden } = params;
  for (let t = 0; t < history.length; t++) {
    let sum = 0;
    for (let unit = 0; unit < hidden; unit++) {
      const keeps = update.values[unit * history.length + t];
      const candidate = tensors.cell[(t * 4 + 2) * hidden + unit];
      const at = t * hidden + unit;
      expect((1 - keeps) * candidate + keeps * tensors.before[at]).toBeCloseTo(tensors.h[at], 6);
      sum += keeps / hidden;
    }
    expect(mean.values[t]).toBeCloseTo(sum, 6);
  }
});
