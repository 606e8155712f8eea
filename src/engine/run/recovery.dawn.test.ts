import { describe, expect, it } from 'vitest';
import { dawnSeen, dawnPlatform } from '../../testing/dawn.ts';
import type { Phase, RecipeInput, RunEvent } from '../api.ts';
import { createEngine } from '../engine.ts';
import type { Platform } from '../platform.ts';

/** Dawn that remembers every device it made, so that a test can take one away. */
function withDevices(): { platform: Platform; devices: GPUDevice[] } {
  const devices: GPUDevice[] = [];
  const gpu = (): Promise<GPU> => dawnSeen((device) => devices.push(device));
  return { platform: { ...dawnPlatform(), gpu }, devices };
}

describe('a lost device', () => {
  const settings = { config: { blocks: 1, heads: 1, width: 16, length: 10 }, training: { epochs: 2, batch: 64 } };

  it('is replaced once by itself, and the run ends in the same bits; the second time it says what to do', async () => {
    const { platform, devices } = withDevices();
    const engine = createEngine(platform);
    const { id } = await engine.simulate('sequels');
    const recipe: RecipeInput = { dataset: id, ...settings };
    const straight = await engine.train(recipe, undefined, { baselines: false });

    const phases: Phase[] = [];
    const losing = (times: number) => {
      let lost = 0;
      return (event: RunEvent): void => {
        if (event.kind === 'phase') phases.push(event.phase);
        if (event.kind === 'steps' && lost < times && devices.length > lost) {
          lost++;
          devices.at(-1)?.destroy();
        }
      };
    };
    const recovered = await engine.train(recipe, losing(1), { baselines: false });
    expect(phases).toContain('recovering');
    expect(recovered.stateSha256).toBe(straight.stateSha256);
    expect(recovered.weightsSha256).toBe(straight.weightsSha256);

    await expect(engine.train(recipe, losing(2), { baselines: false })).rejects.toThrow(/went away|was lost/);
    const [failed] = (await engine.runs()).slice(-1);
    expect(failed.phase).toBe('failed');
    expect(failed.note).toMatch(/Reload this page/);
  });

  it('counts as lost again where the browser then gives no adapter at all', async () => {
    const { platform, devices } = withDevices();
    const gone: Platform = {
      ...platform,
      gpu: async () => {
        const gpu = await platform.gpu();
        const none = { requestAdapter: () => Promise.resolve(null) };
        return devices.length === 0 ? gpu : Object.assign(Object.create(gpu ?? null) as GPU, none);
      },
    };
    const engine = createEngine(gone);
    const { id } = await engine.simulate('sequels');
    const lose = (event: RunEvent): void => {
      if (event.kind === 'steps') devices.at(-1)?.destroy();
    };
    const lost = engine.train({ dataset: id, ...settings }, lose, { baselines: false });
    await expect(lost).rejects.toMatchObject({ name: 'DeviceLostError' });
    expect((await engine.runs())[0].note).toMatch(/gives no other one.*Reload this page/);
    expect(await engine.unfinished()).not.toBeNull();
  });
});
