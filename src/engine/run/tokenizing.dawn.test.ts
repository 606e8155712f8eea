import { expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../../core/errors.ts';
import { testPlatform } from '../../testing/platform.ts';
import { createEngine } from '../engine.ts';

it('codes of a dataset are the same bits twice, explain more at each level, and can be cancelled', async () => {
  const engine = createEngine(testPlatform());
  const { id } = await engine.simulate('sequels');
  const told: number[] = [];
  const settings = { levels: 3, iterations: 3 };
  const first = await engine.tokenize(id, { settings, seed: 2 }, (done) => told.push(done));
  const { seconds, ...again } = await engine.tokenize(id, { settings, seed: 2 });
  expect({ ...again, seconds }).toEqual({ ...first, seconds });
  expect(first.settings).toMatchObject({ form: 'residual', codes: 12, vectors: 'text' }); // a tenth of 120 items
  expect([first.width, first.items.length]).toEqual([66, 120]);
  const explained = first.levels.map((level) => level.explained);
  expect(explained).toEqual([...explained].sort((a, b) => a - b));
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.length).toBeGreaterThan(3);
  const distinct = new Set(first.items.map(({ codes }) => codes.join()));
  expect(first.collisions).toBe(120 - distinct.size);

  const cancelled = engine.tokenize(id, { settings }, () => void engine.cancel('tokenize'));
  await expect(cancelled).rejects.toThrow(CancelledError);
  await expect(engine.tokenize(id, { settings: { codes: 200 } })).rejects.toThrow(SettingsError);
});
