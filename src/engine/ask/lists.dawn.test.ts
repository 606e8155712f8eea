import { expect, it } from 'vitest';
import { modelNamed } from '../../models/catalogue.ts';
import { dawnPlatform } from '../../testing/dawn.ts';
import { untrained } from '../../testing/untrained.ts';
import type { ListDevice } from '../api.ts';
import { createEngine } from '../engine.ts';

/** One that knows items by rows, one that reads behind a mask, one that knows them by codes. */
for (const [name, shape] of [
  ['sasrec', { width: 8, length: 6 }],
  ['bert4rec', { width: 8, length: 6 }],
  ['rpg', { width: 8, length: 6, slots: 2, codebook: 8 }],
] as const) {
  it(`lists on the GPU what the reference lists on the processor, also under rules: ${name}`, async () => {
    const engine = createEngine(dawnPlatform());
    const { id: dataset } = await engine.simulate('bookshop', 1);
    const ids = (await engine.findItems({ dataset }, '', 2000)).map((item) => item.id);
    const users = (await engine.histories(dataset, 0, 40)).map(({ user }) => user);
    const { file } = await untrained(shape, ids, ids, modelNamed(name));
    const by = { run: (await engine.load(file)).id };
    const listed = async (on: ListDevice, onlyItems: readonly string[]) => {
      const pieces: Uint8Array<ArrayBuffer>[] = [];
      const options = { format: 'csv', users, count: 10, on, steer: { onlyItems } } as const;
      const report = await engine.lists(by, dataset, options, (piece) => void pieces.push(piece));
      expect(report.on).toBe(on);
      const lines = (await new Blob(pieces).text()).trimEnd().split('\r\n').slice(1);
      return lines.map((line) => ({
        place: line.split(',').slice(0, 3).join(),
        score: Number(line.split(',').at(-1)),
      }));
    };
    for (const rule of [ids, ids.slice(0, 30)]) {
      const [here, there] = [await listed('gpu', rule), await listed('cpu', rule)];
      expect(here).toHaveLength(400);
      expect(here.map(({ place }) => place)).toEqual(there.map(({ place }) => place));
      for (const [i, { score }] of here.entries()) expect(score).toBeCloseTo(there[i].score, 3);
    }
  });
}
