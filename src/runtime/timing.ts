import type { Gpu } from '../gpu/device.ts';
import type { Replay } from './replay.ts';

/** Milliseconds of one run, as the mean of `repeats` that are submitted at once. */
export async function millisecondsOf({ device }: Gpu, replay: Replay, repeats: number): Promise<number> {
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  for (let r = 0; r < repeats; r++) replay.encode(pass);
  pass.end();
  const start = performance.now();
  device.queue.submit([encoder.finish()]);
  await device.queue.onSubmittedWorkDone();
  return (performance.now() - start) / repeats;
}

/** How many runs of about `milliseconds` each the clock needs at once: `lasting` milliseconds of them, at most `most`. */
export const repeatsFor = (milliseconds: number, lasting: number, most: number): number =>
  Math.max(1, Math.min(most, Math.round(lasting / Math.max(milliseconds, 0.02))));
