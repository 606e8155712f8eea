import type { History } from '../../src/core/history.ts';
import { modelNamed, models } from '../../src/models/catalogue.ts';
import type { AnyValues } from '../../src/parts/settings.ts';
import { best, leaveOneOut } from '../../src/recommend/rank.ts';
import { Reader } from '../../src/recommend/reader.ts';
import { Datasets, lenses, principalPlane, probeOf, readerOf, testBaselines } from './versions.ts';
import { longestTaskOf, stepOf, wholeOf, type Part, type Work } from './work.ts';

/** A history as every version takes it: the items, or the items with their times beside. */
function historyOf(length: number, items: number) {
  const taken = Uint32Array.from({ length }, (_, i) => (i * 97) % items);
  const beside = { items: taken, times: null, kinds: null, values: null };
  return Object.assign<ArrayLike<number> & Iterable<number>, History>(taken, beside);
}

function list(items: number): Work {
  const reader = readerOf(items);
  const history = historyOf(10, items);
  const hidden = new Set(history);
  return async () => {
    best(await reader.scores(history), hidden, 10);
  };
}

/** Whether a version leaves items out in one call; those before 2026-11-29 made one whole pass for each. */
interface LeavesOut {
  leaveOneOut(history: unknown, item: number): Promise<unknown>;
}

function why(length: number, name = 'sasrec', config: AnyValues = {}): Work | null {
  if (!models.has(name)) return null;
  const reader = readerOf(5000, name, config);
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

/** Items that are appended, one after another, each with a list of ten. */
const APPENDED = 40;

/** A history that grows from 10 items to 50 in a session. */
function append(name: string, config: AnyValues = {}): Work | null {
  if (!('session' in Reader.prototype)) return null;
  const reader = readerOf(5000, name, config);
  const histories = Array.from({ length: APPENDED + 1 }, (_, i) => historyOf(10 + i, 5000));
  return async () => {
    const session = reader.session();
    for (const history of histories) {
      await session.follow(history);
      best(await session.scores(), new Set(history), 10);
    }
  };
}

/** What a lens shows of a history of 50 items, of the preset `large`, as after an edit. */
function look(name: string, model: string): Work | null {
  const lens = lenses.find((one) => one.name === name);
  const probe = probeOf;
  if (lens === undefined || probe === undefined) return null;
  const large = modelNamed(model).presets.find((preset) => preset.name === 'large');
  const reader = readerOf(5000, model, large?.values);
  return async () => {
    await lens.look(probe(reader, historyOf(50, 5000)), {});
  };
}

/** The baselines of a run on a simulated world, as they are tested beside it. */
async function baselines(): Promise<Work> {
  if (Datasets === undefined || testBaselines === undefined) throw new Error('baselines: this version has none');
  const [datasets, test] = [new Datasets(), testBaselines];
  const { id } = await datasets.simulate('bookshop', 1);
  const print = { split: datasets.split(id), recipe: { protocol: { seen: 'filtered' } } };
  const run = { print } as unknown as Parameters<typeof testBaselines>[0];
  return async () => {
    await test(run, () => undefined, new AbortController().signal);
  };
}

function map(items: number): Work | null {
  const reader = readerOf(items);
  const plane = principalPlane;
  if (plane === undefined) return null;
  return async () => {
    await plane(reader.itemVectors);
  };
}

const DEEPEST = { blocks: 8, heads: 8, width: 256, length: 100 };

/** Lenses that read a history, with the models that they are asked of here. */
const LOOKS = [
  ['state', 'mamba4rec'],
  ['mixing', 'mamba4rec'],
  ['mixing', 'hstu'],
  ['mixing', 's4d'],
  ['mixing', 'mamba2'],
  ['mixing', 'gru4rec'],
  ['mixing', 'sasrec'],
  ['gates', 'gru4rec'],
  ['attention', 'sasrec'],
] as const;

export const PARTS: Readonly<Record<string, Part>> = {
  'list of ten, 200,000 items': { make: () => list(200_000), of: wholeOf, times: 7 },
  'list of ten, 5,000 items': { make: () => list(5000), of: wholeOf, times: 15 },
  'why, 50 items': { make: () => why(50), of: wholeOf, times: 3 },
  'why, 50 items, gru4rec': { make: () => why(50, 'gru4rec'), of: wholeOf, times: 3 },
  'why, 50 items, mamba4rec': { make: () => why(50, 'mamba4rec'), of: wholeOf, times: 3 },
  'an item appended': { make: () => append('sasrec'), of: stepOf(APPENDED), times: 3 },
  'an item appended, positions from the oldest': {
    ...{ make: () => append('sasrec', { positions: 'oldest' }), of: stepOf(APPENDED), times: 3 },
  },
  'an item appended, gru4rec': { make: () => append('gru4rec'), of: stepOf(APPENDED), times: 3 },
  'an item appended, mamba4rec': { make: () => append('mamba4rec'), of: stepOf(APPENDED), times: 3 },
  ...Object.fromEntries(
    LOOKS.map(([name, model]) => [
      `lens ${name} of ${model}, large`,
      { make: () => look(name, model), of: wholeOf, times: 5 },
    ]),
  ),
  'baselines of a run': { make: baselines, of: wholeOf, times: 1 },
  'longest task: why, 12 items, deepest model': { make: () => why(12, 'sasrec', DEEPEST), of: longestTaskOf, times: 2 },
  'longest task: list of ten, 200,000 items': { make: () => list(200_000), of: longestTaskOf, times: 5 },
  'longest task: map of 100,000 items': { make: () => map(100_000), of: longestTaskOf, times: 2 },
  'longest task: baselines of a run': { make: baselines, of: longestTaskOf, times: 1 },
};
