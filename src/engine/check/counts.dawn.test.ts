import { expect, it } from 'vitest';
import { dawnPlatform } from '../../testing/dawn.ts';
import { createEngine } from '../engine.ts';

it('a step takes at most 75 dispatches and one submit, makes nothing and waits for nothing', async () => {
  const engine = createEngine(dawnPlatform());
  const { id: dataset } = await engine.simulate('sequels');
  const config = { blocks: 2, heads: 2, width: 16, length: 10, dropout: 0.2 };
  const counts = await engine.counts({ dataset, config, training: { batch: 64 } });
  expect(counts.dispatches).toBeLessThanOrEqual(75);
  expect(counts).toMatchObject({ submits: 1, buffersCreated: 0, bindGroupsCreated: 0, awaitedReadbacks: 0 });
});
