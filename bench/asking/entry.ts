/**
 * Questions that are answered on the CPU, and the baselines of a run, timed by the CPU time of the process: it counts what the
 * work takes, not what else the machine does. Bundled once for each version; `asking.mjs` calls it as `node entry.mjs PART`.
 */
import { testBaselines } from '../../src/engine/run/compared.ts';
import { Datasets } from '../../src/engine/data/datasets.ts';
import { principalPlane } from '../../src/lenses/vectors.ts';
import type { History } from '../../src/core/history.ts';
import { configure, modelNamed } from '../../src/models/catalogue.ts';
import type { AnyValues } from '../../src/parts/settings.ts';
import { parametersOf } from '../../src/models/parameters.ts';
import { initialise } from '../../src/nn/scope.ts';
import { best, leaveOneOut } from '../../src/recommend/rank.ts';
import { Reader } from '../../src/recommend/reader.ts';

/** An untrained model of the default size, or the given one, on a catalogue of `items`. */
function readerOf(items: number, chosen: AnyValues = {}): Reader {
  const model = modelNamed('sasrec');
  const config = configure(model, chosen);
  const weights = parametersOf(model, config, items).map((p) => [p.name, Float64Array.from(initialise(p, 1))] as const);
  return new Reader(model, config, items, Object.fromEntries(weights));
}

/** A history as every version takes it: the items, or the items with their times beside. */
function historyOf(length: number, items: number) {
  const taken = Uint32Array.from({ length }, (_, i) => (i * 97) % items);
  return Object.assign<ArrayLike<number> & Iterable<number>, History>(taken, {
    items: taken,
    times: null,
    kinds: null,
    values: null,
  });
}

/** Whether a version leaves items out in one call; those before 2026-11-29 made one whole pass for each. */
interface LeavesOut {
  leaveOneOut(history: unknown, item: number): Promise<unknown>;
}

/** Work that is repeated. */
type Work = () => Promise<void>;

function list(items: number): Work {
  const reader = readerOf(items);
  const history = historyOf(10, items);
  const hidden = new Set(history);
  return async () => {
    best(await reader.scores(history), hidden, 10);
  };
}

function why(length: number, config: AnyValues = {}): Work {
  const reader = readerOf(5000, config);
  const history = historyOf(length, 5000);
  if ('leaveOneOut' in reader) {
    const newer = reader as unknown as LeavesOut;
    return async () => {
      await newer.leaveOneOut(history, 7);
    };
  }
  const older = reader as unknown as { score(history: ArrayLike<number>, item: number): number };
  const all = leaveOneOut as unknown as (score: (h: ArrayLike<number>) => number, h: ArrayLike<number>) => unknown;
  return () => {
    all((after) => older.score(after, 7), history);
    return Promise.resolve();
  };
}

/** The baselines of a run on a simulated world, as they are tested beside it. */
async function baselines(): Promise<Work> {
  const datasets = new Datasets();
  const { id } = await datasets.simulate('bookshop', 1);
  const print = { split: datasets.split(id), recipe: { protocol: { seen: 'filtered' } } };
  const run = { print } as unknown as Parameters<typeof testBaselines>[0];
  return async () => {
    await testBaselines(run, () => undefined, new AbortController().signal);
  };
}

function map(items: number): Work {
  const reader = readerOf(items);
  return async () => {
    await principalPlane(reader.itemVectors);
  };
}

const DEEPEST = { blocks: 8, heads: 8, width: 256, length: 100 };

interface Part {
  readonly make: () => Work | Promise<Work>;
  /** The CPU time of all of the work, or the most between two turns of the event loop. */
  readonly of: (work: Work) => Promise<number>;
  readonly times: number;
}

const PARTS: Readonly<Record<string, Part>> = {
  'list of ten, 200,000 items': { make: () => list(200_000), of: wholeOf, times: 7 },
  'list of ten, 5,000 items': { make: () => list(5000), of: wholeOf, times: 15 },
  'why, 50 items': { make: () => why(50), of: wholeOf, times: 3 },
  'baselines of a run': { make: baselines, of: wholeOf, times: 1 },
  'longest task: why, 12 items, deepest model': { make: () => why(12, DEEPEST), of: longestTaskOf, times: 2 },
  'longest task: list of ten, 200,000 items': { make: () => list(200_000), of: longestTaskOf, times: 5 },
  'longest task: map of 100,000 items': { make: () => map(100_000), of: longestTaskOf, times: 2 },
  'longest task: baselines of a run': { make: baselines, of: longestTaskOf, times: 1 },
};

const since = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

async function wholeOf(work: Work): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return since(before);
}

/** CPU time of the whole process, so that what the garbage collector's threads take counts too. */
async function longestTaskOf(work: Work): Promise<number> {
  let [longest, running, last] = [0, true, process.cpuUsage()];
  const turned = (): void => {
    longest = Math.max(longest, since(last));
    last = process.cpuUsage();
    if (running) setImmediate(turned);
  };
  setImmediate(turned);
  await work();
  turned();
  running = false;
  return longest;
}

/** Milliseconds of CPU time of each repetition, after one to warm up. */
async function measure(part: string): Promise<number[]> {
  const { make, of, times } = PARTS[part];
  const work = await make();
  await work();
  const found: number[] = [];
  for (let i = 0; i < times; i++) found.push(await of(work));
  return found;
}

const [part] = process.argv.slice(2);
console.log(JSON.stringify(part === undefined ? Object.keys(PARTS) : await measure(part)));
