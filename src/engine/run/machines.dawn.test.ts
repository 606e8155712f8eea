import { expect, it } from 'vitest';
import { memorySlot } from '../../snapshot/slot.ts';
import { dawnPlatform } from '../../testing/dawn.ts';
import { createEngine } from '../engine.ts';

const training = { epochs: 2, batch: 64 } as const;
const config = { blocks: 1, heads: 1, width: 8, length: 6 } as const;
const quiet = { baselines: false } as const;

it('a run that the processor began goes on there to the same bits, resumed or taken up, though there is a GPU', async () => {
  const slots = [memorySlot(), memorySlot()] as const;
  const first = createEngine(dawnPlatform(slots));
  const { id: dataset } = await first.simulate('sequels');
  const recipe = { dataset, config, training };
  await first.computeOn('cpu');
  const straight = await first.train(recipe, undefined, quiet);
  const paused = await first.train(recipe, undefined, { ...quiet, steps: 3 });
  await first.computeOn('either');
  expect((await first.adapter()).architecture).not.toBe('processor');

  const later = createEngine(dawnPlatform(slots));
  const taken = await later.recover((await later.simulate('sequels')).id);
  const resumed = await first.resume(paused.id);
  for (const run of [taken, resumed]) {
    expect(run.adapter?.architecture).toBe('processor');
    expect(run.stateSha256).toBe(straight.stateSha256);
  }
  const metrics = await first.evaluate({ run: resumed.id }, {});
  expect(metrics.hr).toEqual(resumed.test?.hr);
});
