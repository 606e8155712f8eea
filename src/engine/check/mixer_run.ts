import { untimed } from '../../core/history.ts';
import { Events } from '../../events/events.ts';
import { fillHistory } from '../../events/fill.ts';
import { orFree, type Held } from '../../gpu/buffers.ts';
import { gradients } from '../../graph/backward.ts';
import { reachable } from '../../graph/reachable.ts';
import { leaf, type Tensor } from '../../graph/tensor.ts';
import { workOf } from '../../kernel/kernel.ts';
import type { Mixer } from '../../mixers/mixer.ts';
import { initialise, normal, Scope } from '../../nn/scope.ts';
import { usualValues } from '../../parts/settings.ts';
import { layOut } from '../../runtime/arena.ts';
import { Feed, layOutLeaves } from '../../runtime/feed.ts';
import type { Machine, Storage } from '../../runtime/machine.ts';
import { leavesOf } from '../../runtime/program.ts';
import type { Growth } from './mixer_messages.ts';

/** C: channels of the stream that each mixer reads. */
export const WIDTH = 64;
const SEED = 1;

interface Traced {
  /** What it says, and the gradient in what it reads and in every parameter. */
  readonly wanted: readonly Tensor[];
  /** Numbers of a leaf by its name. */
  readonly values: (name: string) => Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
}

/** A mixer as it is set first over one history of T items, forward and backward, without dropout. */
function trace(mixer: Mixer, time: number): Traced {
  const scope = new Scope({ seed: SEED, clock: leaf('clock', [1], 'u32'), training: false });
  const shape = { batch: 1, time, window: time, items: 1, vocabulary: 2 };
  const events = new Events(shape);
  const x = leaf('x', [1, time, WIDTH]);
  const y = mixer.mix(scope, x, events, usualValues(mixer.settings), 0);
  const dy = leaf('dy', y.shape);
  const read = [x, ...scope.parameters.map(({ tensor }) => tensor)];
  const noise = [x, dy].map((tensor, i) => ({ name: ['x', 'dy'][i], tensor, init: normal(1) }));
  const drawn = new Map([...scope.parameters, ...noise].map((each) => [each.name, each]));
  const feed = new Feed(layOutLeaves('events', events.read));
  fillHistory(feed, shape, 0, untimed(new Uint32Array(time)));
  return {
    wanted: [y, ...gradients(y, dy, read)],
    values(name) {
      const parameter = drawn.get(name);
      if (parameter !== undefined) return Float32Array.from(initialise(parameter, SEED));
      // Both are views of the same bytes; what is neither drawn nor of the events is the clock, at its first step.
      return feed.has(name) ? feed.integers(name) : Uint32Array.of(0);
    },
  };
}

/** A mixer over one history of so many items, made ready: it runs again and again. */
export interface MixerRun extends Held {
  readonly bytes: number;
  readonly dispatches: number;
  /** Resolves when it has run. @throws DeviceError, DeviceLostError */
  once(): Promise<void>;
}

/** @throws DeviceError for what the machine cannot hold; nothing stays allocated then */
export function readyMixer(machine: Machine, mixer: Mixer, time: number): Promise<MixerRun> {
  const what = `${mixer.name} over ${time} positions`;
  const { wanted, values } = trace(mixer, time);
  const leaves = leavesOf({ wanted });
  const arena = layOut(
    'results',
    wanted.map(({ shape }, i) => ({ name: `${i}`, shape })),
  );
  const made: Held[] = [];
  const storages = new Map<string, Storage>();
  const keep = (name: string, count: number): Storage => {
    const storage = machine.storage(name, count, what);
    made.push(storage);
    storages.set(name, storage);
    return storage;
  };
  return orFree(made, async () => {
    for (const [name, { count }] of leaves) machine.write(keep(name, count), values(name).slice().buffer);
    keep(arena.buffer, arena.count);
    const request = {
      stages: [wanted],
      leaves: Object.fromEntries([...leaves].map(([name, { count }]) => [name, { buffer: name, offset: 0, count }])),
      results: new Map(wanted.map((tensor, i) => [tensor, arena.slices[i]])),
    };
    const prepared = await machine.prepare(request, storages);
    made.push(prepared);
    return {
      bytes: [...storages.values()].reduce((sum, { size }) => sum + size, prepared.bytes),
      dispatches: prepared.dispatches,
      async once() {
        machine.submit(prepared);
        await machine.drained();
        machine.check(what);
      },
      destroy() {
        for (const held of made) held.destroy();
      },
    };
  });
}

/** A length at which what grows as its square is nearly all of what grows so at all. */
const LONG = 65_536;

/** How the multiplications and additions that a mixer's kernels state grow where the history doubles: about twofold or fourfold. */
export function growthOf(mixer: Mixer): Growth {
  const work = (time: number): number =>
    reachable(trace(mixer, time).wanted).reduce((sum, { kernel, params }) => sum + workOf(kernel, params), 0);
  return work(2 * LONG) / work(LONG) < 3 ? 'linear' : 'quadratic';
}
