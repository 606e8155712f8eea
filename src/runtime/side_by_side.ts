import { orFree, storageBuffer } from '../gpu/buffers.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Pipelines } from '../gpu/pipelines.ts';
import { elements, supported, workOf, type Kernel, type Params } from '../kernel/kernel.ts';
import { testInputs } from './conformance.ts';
import { Replay } from './replay.ts';
import { alone, toBytes } from './run_once.ts';
import { millisecondsOf, repeatsFor } from './timing.ts';

/** How long one variant takes at the sizes of a comparison: milliseconds of one run, over the rounds. */
export interface VariantTiming {
  readonly variant: string;
  readonly median: number;
  readonly fastest: number;
  readonly slowest: number;
  /** Its median by that of the first variant. */
  readonly ratio: number;
}

/**
 * The sizes at which `variants` are timed where nobody names any: the case on which most of them run, of these the one with
 * the most work; then the same for those that are left.
 */
export function casesToTime(kernel: Kernel, variants: readonly string[]): Params[] {
  const chosen: Params[] = [];
  let left = variants;
  while (left.length > 0) {
    const rank = (params: Params): readonly [number, number] => [
      supported(kernel, params).filter((name) => left.includes(name)).length,
      workOf(kernel, params),
    ];
    const [best] = [...kernel.cases].sort((a, b) => rank(b)[0] - rank(a)[0] || rank(b)[1] - rank(a)[1]);
    const runs = supported(kernel, best);
    if (!left.some((name) => runs.includes(name))) break; // a variant without a case
    chosen.push(best);
    left = left.filter((name) => !runs.includes(name));
  }
  return chosen;
}

/**
 * Times variants beside one another on test inputs: in every round each of them once, so that a machine that is busy for a
 * while slows all of them down. `told` is called after each round.
 */
export async function timeSideBySide(
  gpu: Gpu,
  pipelines: Pipelines,
  kernel: Kernel,
  params: Params,
  { variants, rounds }: { readonly variants: readonly string[]; readonly rounds: number },
  told: () => void = () => undefined,
): Promise<VariantTiming[]> {
  const made: { destroy(): void }[] = [];
  return orFree(made, async () => {
    const tensors = tensorBuffers(gpu, kernel, params, made);
    const contenders = [];
    for (const variant of variants) {
      const { launches } = alone(kernel, params, variant);
      const temporaries = kernel.variants[variant].scratch?.(params) ?? {};
      const replay = await Replay.prepare(gpu, pipelines, { launches, temporaries }, tensors);
      made.push(replay);
      await millisecondsOf(gpu, replay, 1); // the first run of a pipeline pays for more than itself
      const repeats = repeatsFor(await millisecondsOf(gpu, replay, 1), BATCH_MILLISECONDS, MOST_REPEATS);
      contenders.push({ variant, replay, repeats, times: [] as number[] });
    }
    for (let round = 0; round < rounds; round++) {
      for (const { replay, repeats, times } of contenders) times.push(await millisecondsOf(gpu, replay, repeats));
      told();
    }
    gpu.check(kernel.name);
    for (const resource of made) resource.destroy();
    const first = median(contenders[0].times);
    return contenders.map(({ variant, times }) => ({
      variant,
      median: median(times),
      fastest: Math.min(...times),
      slowest: Math.max(...times),
      ratio: median(times) / first,
    }));
  });
}

/** What a batch of runs lasts, where it takes no more than so many of them. */
const BATCH_MILLISECONDS = 10;
const MOST_REPEATS = 200;

/** A buffer for each tensor of a kernel, filled with its test input; the variants share them. */
function tensorBuffers(
  gpu: Gpu,
  kernel: Kernel,
  params: Params,
  made: { destroy(): void }[],
): ReadonlyMap<string, GPUBuffer> {
  const buffers = new Map<string, GPUBuffer>();
  for (const [name, binding] of Object.entries(kernel.tensors)) {
    const buffer = storageBuffer(gpu, `${kernel.name} ${name}`, elements(binding, params), kernel.name);
    made.push(buffer);
    buffers.set(name, buffer);
  }
  const inputs = testInputs(kernel, params);
  for (const [name, { access, element }] of Object.entries(kernel.tensors)) {
    const buffer = buffers.get(name);
    if (access === 'write' || buffer === undefined) continue;
    gpu.device.queue.writeBuffer(buffer, 0, toBytes(inputs[name], element));
  }
  return buffers;
}

/** The middle one of some numbers, the mean of the two where there are two. */
function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}
