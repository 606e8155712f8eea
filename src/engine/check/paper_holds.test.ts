import { expect, it, vi } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import { createEngine } from '../engine.ts';

it('nothing else trains while the experiment of a paper does, and it is said how that is ended', async () => {
  const engine = createEngine({ ...testPlatform(), gpu: () => new Promise(() => undefined) });
  const { id } = await engine.simulate('sequels');
  const running = engine.runPaper('A1');
  const refused = (): Promise<void> =>
    expect(engine.discard()).rejects.toThrow('discard: the experiment of A1 is training; cancel it first');
  await vi.waitFor(refused, { timeout: 60_000 }); // its experiment is loaded first
  await expect(engine.train({ dataset: id, preset: 'tiny' })).rejects.toThrow(
    'train: the experiment of A1 is training; cancel it first',
  );
  const ended = expect(running).rejects.toMatchObject({ name: 'CancelledError' });
  await engine.cancel('runPaper');
  await ended;
  await engine.discard();
});
