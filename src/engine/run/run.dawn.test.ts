import { expect, it } from 'vitest';
import { dawnPlatform } from '../../testing/dawn.ts';
import type { RunEvent } from '../api.ts';
import { createEngine } from '../engine.ts';

const quiet = { baselines: false } as const;

it('a run ends in the same bits on a GPU when it is paused and resumed, and its int8 is priced there', async () => {
  const engine = createEngine(dawnPlatform());
  const { id: dataset } = await engine.simulate('sequels');
  const config = { blocks: 1, heads: 1, width: 16, length: 10, dropout: 0.1 };
  const recipe = { dataset, config, training: { epochs: 2, batch: 64 } };
  const straight = await engine.train(recipe, undefined, quiet);
  const pause = (event: RunEvent): void => {
    if (event.kind === 'steps' && event.step >= 8) void engine.pause('run-2');
  };
  const paused = await engine.train({ ...recipe, seed: 1 }, pause, quiet);
  expect(paused.phase).toBe('paused');
  const { stateSha256, weightsSha256 } = await engine.resume(paused.id);
  expect({ stateSha256, weightsSha256 }).toEqual({
    stateSha256: straight.stateSha256,
    weightsSha256: straight.weightsSha256,
  });
  expect(await engine.quantizationPrice(straight.id)).toMatchObject({ users: 600, of: 600, measuredOn: 'gpu' });
});
