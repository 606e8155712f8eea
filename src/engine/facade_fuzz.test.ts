import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import * as errors from '../core/errors.ts';
import { memoryShelf } from '../snapshot/shelf.ts';
import { finishedSummary } from '../testing/finished.ts';
import { odd, pathsIn, replaced, withKey } from '../testing/odd.ts';
import { testPlatform } from '../testing/platform.ts';
import type { Engine } from './api.ts';
import { createEngine } from './engine.ts';
import { RunShelf } from './run/run_shelf.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

type Calls = { readonly [M in keyof Engine]: Parameters<Engine[M]> };

const rows = ['user,item,time'];
for (let i = 0; i < 60; i++) rows.push(`u${i % 6},i${(i * 7) % 9},${1_600_000_000 + 86_400 * i}`);
const orders = (): File => new File([rows.join('\n')], 'orders.csv');

const format = {
  encoding: 'utf-8',
  delimiter: ',',
  quotes: true,
  header: true,
  decimal: '.',
  skipLines: 0,
  lines: 'rows',
} as const;
const shaping = {
  duplicates: 'keep',
  minimumUser: 1,
  minimumItem: 1,
  sessionGap: 5e6,
  lastN: 20,
  ties: 'file order',
  seed: 0,
} as const;
const silent = (): void => undefined;

const demo = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync('public/demo.safetensors'));

/** An engine where there is no GPU, with one finished run of an earlier visit. */
async function engineWithRun(): Promise<Engine> {
  const platform = testPlatform(undefined, memoryShelf(), memoryShelf());
  const ranks = Float64Array.of(0, 3, 50);
  const summary = await finishedSummary(ranks);
  await new RunShelf(platform).keep(1, {
    summary,
    model: demo(),
    ranks,
    baselineRanks: new Map([['popularity', ranks]]),
  });
  return createEngine(platform);
}

/** A right call of every method. */
async function callsOf(engine: Engine): Promise<Calls> {
  const files = [orders()];
  const plan = await engine.sniff(files);
  const { id: dataset } = await engine.open([orders()]);
  const { id: reading } = await engine.read(files, plan);
  const formats = [{ file: 'orders.csv', sheet: 'none', ...format }];
  const settings = { model: 'sasrec', preset: 'tiny', split: 'leave-one-out', seen: 'kept', seed: 1 } as const;
  const config = { blocks: 1, heads: 1, width: 8, length: 4, dropout: 0.5 };
  const training = { epochs: 1, batch: 4, learningRate: 0.01, schedule: 'cosine', loss: 'gbce', negatives: 4 } as const;
  const model = { ...settings, config, training };
  const recipe = { dataset, ...model };
  const coded = {
    ...{ dataset, model: 'rpg', config: { slots: 2, codebook: 4, times: 'gaps' } },
    training: { tokenizer: 'fsq', vectors: 'histories', iterations: 2, fsqLevels: '2x2', fsqSteps: 2 },
  } as const;
  const stack = { dataset, model: 'hybrid', config: { mixers: ['gru', 'attention'], heads: 1 } } as const;
  const kept = 'run-1';
  const run = 'run-2';
  await engine.computeOn('gpu'); // fast: nothing is computed
  await expect(engine.train(recipe)).rejects.toBeInstanceOf(errors.DeviceError); // leaves a run to be asked about
  const { id: loaded } = await engine.load(demo());
  await engine.keep(dataset);
  const [{ id: keptDataset }] = await engine.keptDatasets();
  const [by, beside] = [{ run: loaded }, { dataset, baseline: 'markov1' }];
  const [item] = await engine.findItems(by, '', 1);
  const history = [item.id];
  const published = (await engine.findItems({ dataset }, '', 1000)).map(({ id }, i) => [id, [`<a_${i}>`]]);
  const times = [1_600_000_000];
  const encoder = '0'.repeat(64);
  return {
    computeOn: ['gpu'],
    adapter: [],
    worlds: [],
    simulate: ['just-popular', 1],
    sniff: [files, formats, plan],
    firstLines: [files, formats],
    correct: [plan, { file: 'orders.csv', column: 2, role: 'ignore' }],
    missing: [plan],
    open: [[{ name: 'orders.csv', blob: orders() }], { plan, shaping, acceptProblems: true }, silent],
    rejectedRows: [reading],
    read: [files, plan, silent],
    cancelOpen: [],
    preview: [dataset, shaping, model],
    reshape: [dataset, shaping],
    giveCodes: [dataset, { name: 'ids.json', text: JSON.stringify(Object.fromEntries(published)) }],
    takeBackCodes: [dataset],
    readIds: [{ name: 'ids.csv', blob: new Blob(['u1\nu2']) }, 'users'],
    audit: [dataset],
    splits: [dataset],
    histories: [dataset, 0, 2],
    findUsers: [dataset, 'u', 2],
    findItems: [{ dataset }, 'i', 2],
    keep: [dataset],
    keptDatasets: [],
    reopen: [keptDataset, shaping],
    forgetDataset: [keptDataset],
    storage: [],
    models: [],
    training: [],
    baselines: [],
    tokenizers: [],
    bringEncoder: [[{ name: 'tokenizer.json', blob: new Blob(['{}']) }], { name: 'mine', sha256: encoder }],
    encoders: [],
    forgetEncoder: [encoder],
    encode: [dataset, encoder, silent],
    tokenize: [
      dataset,
      {
        tokenizer: 'product',
        settings: { levels: 2, codes: 3, iterations: 2, start: 'random', vectors: 'histories' },
        seed: 1,
        split: 'leave-one-out',
      },
      silent,
    ],
    estimate: [recipe, { measure: false }],
    train: [recipe, silent, { watch: 0, steps: 1, variants: { 'matmul.nn': 'tiled' }, baselines: false }],
    pause: [run],
    resume: [run, silent],
    step: [run, silent],
    watch: [run, 0],
    walk: [run],
    stop: [run, silent],
    unfinished: [],
    recover: [dataset, silent, { watch: 0, steps: 0 }],
    discard: [],
    settle: [],
    ended: [],
    goOn: [{ dataset, epochs: 1 }, silent, { watch: 0, steps: 0 }],
    runs: [],
    rename: [kept, 'mine'],
    forget: [kept],
    restore: [kept],
    shelf: [],
    removeDamaged: [],
    compare: [{ run: kept, baseline: 'popularity' }, { run: kept }, { metric: 'hr', cutoff: '5' }],
    intervals: [{ run: kept }],
    sweep: [{ recipe, over: [{ setting: 'width', values: [8, 16] }], seeds: [1] }, '{ "version": 1, "runs": [] }'],
    sweepRun: [kept],
    evaluate: [beside, { stage: 'test', split: 'by time', seen: 'kept' }, silent],
    recommend: [
      by,
      history,
      { count: 3, seen: 'kept', steer: { without: [], diversity: 0 }, described: dataset, times },
    ],
    ranking: [by, history, { count: 3, seen: 'kept', described: dataset, times: [null] }],
    lists: [
      beside,
      dataset,
      { format: 'csv', users: ['u1'], count: 2, seen: 'kept', on: 'cpu', steer: { withoutItems: ['i1'] } },
      silent,
      silent,
    ],
    explain: [by, history, item.id, { times }],
    decoders: [loaded],
    newItems: [loaded],
    lenses: [loaded],
    look: [loaded, 'influence', history, { described: dataset, times }],
    steering: [dataset],
    steeringPrice: [beside, { only: [], popularity: 0.5 }, dataset, 1, silent],
    surprise: [beside, { dataset, baseline: 'popularity' }, dataset, 1],
    knows: [loaded, dataset],
    cancel: ['explain'],
    snapshot: [loaded, { precision: 'int8', titles: false }],
    quantizationPrice: [run],
    onePage: [loaded, { precision: 'int8', titles: false }],
    onnx: [loaded, { titles: false }, silent],
    project: [{ run: loaded, dataset }, silent],
    repository: [loaded, { titles: true, receipt: false, dataLicence: 'CC BY 4.0' }, silent],
    repositoryFiles: [loaded, { titles: true, receipt: false, dataLicence: 'CC BY 4.0' }],
    tables: [dataset, { format: 'recbole', split: 'leave-one-out' }, silent],
    holdsModel: [new Blob([demo()])],
    load: [demo()],
    importWeights: [
      {
        weights: demo(),
        items: { name: 'items.json', text: '["a"]' },
        model: 'gru4rec',
        config: { length: 8 },
        seen: 'kept',
        name: 'theirs',
      },
    ],
    modelLink: [loaded, { titles: false, view: 'look' }],
    recipeLink: [coded, 'train'],
    openLink: [(await engine.recipeLink(recipe)).hash],
    completed: [stack],
    conformance: ['matmul', silent, { quick: true }],
    kernel: [{ name: 'reduce.weighted_sum', variant: 'byLane', sizes: { count: 5 }, rounds: 1 }, silent],
    verify: [loaded, dataset, { segments: 1, steps: 1, seed: 1 }, silent],
    counts: [recipe],
    measureMixers: [{ only: 'gru', longest: 64 }, silent],
    ...{ tools: [], papers: [], mixerCosts: [] },
    runPaper: ['B29', silent],
    contest: ['{ "version": 1, "runs": [] }'],
  };
}

const LONGEST_MESSAGE = 2_000;
const named = Object.values(errors);
const isNamed = (error: Error): boolean => named.some((kind) => error instanceof kind);

/** The error a call ends with; null for an answer. Throws where a call throws, or does not end. */
async function fault(engine: Engine, method: keyof Engine, given: readonly unknown[]): Promise<Error | null> {
  const methods = engine as unknown as Readonly<Record<string, (...given: readonly unknown[]) => Promise<unknown>>>;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('it did not end within 20 s')), 20_000);
  });
  try {
    await Promise.race([methods[method](...given), late]);
    return null;
  } catch (error) {
    return error instanceof Error ? error : new Error('it threw what is no error');
  } finally {
    clearTimeout(timer);
  }
}

describe('every method of the facade', () => {
  let engine: Engine;
  let calls: Calls;
  beforeAll(async () => {
    engine = await engineWithRun();
    calls = await callsOf(engine);
  });
  const methods = (): (keyof Engine)[] => Object.keys(calls) as (keyof Engine)[];

  it('answers a right call where it needs no GPU', async () => {
    const faults = new Map<string, Error | null>();
    for (const method of methods()) faults.set(method, await fault(engine, method, calls[method]));
    const failed = [...faults].filter(([, error]) => error !== null);
    const needsGpu = 'adapter tokenize train resume step stop conformance kernel counts measureMixers'.split(' ');
    expect(failed.filter(([, error]) => error instanceof errors.DeviceError).map(([method]) => method)).toEqual(
      needsGpu,
    );
    const others = failed.filter(([, error]) => !(error instanceof errors.DeviceError));
    expect(others.map(([method, error]) => `${method}: ${error?.message}`)).toEqual([
      'forgetDataset: forgetDataset: a run on orders is unfinished and needs it; stop that run, or resume or discard it, first',
      'bringEncoder: encoder: there is no model among the files; expected a model in ONNX (.onnx) and its tokenizer.json, with modules.json and 1_Pooling/config.json beside',
      'encode: encoder: orders has neither titles nor categories, so that there is nothing to read; open a file with titles',
      'recover: recover: there is no unfinished run; train a new one',
      'goOn: goOn: no run that is over is kept to go on from; train again with more epochs',
      'sweepRun: sweep: mine is finished, expected a run that was validated and tested. ',
      'project: project: orders has other items than snapshot-1 was trained on; open the same file with the same cleaning',
      'importWeights: SNAP_WEIGHTS: tensor "items.weight": missing; docs/exchange.md says what can be taken',
      'verify: verify: snapshot-1 came without a receipt; ask its author for a file with one',
    ]);
  });

  it('ends with a named error or a right answer, whatever stands at any place of any argument', async () => {
    const wrong: string[] = [];
    for (const method of methods()) {
      for (const path of pathsIn(calls[method], []).slice(1)) {
        for (const [name, make] of Object.entries(odd)) {
          const error = await fault(engine, method, replaced(calls[method], path, make()) as unknown[]);
          if (error === null || (isNamed(error) && error.message.length < LONGEST_MESSAGE)) continue;
          wrong.push(`${method} ${path.join('.')} ${name}: ${error.name} ${error.message.slice(0, 200)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('refuses by name what no object has', async () => {
    const wrong: string[] = [];
    for (const method of methods()) {
      for (const path of pathsIn(calls[method], []).slice(1)) {
        for (const key of ['minItem', 'constructor', '__proto__']) {
          const given = withKey(calls[method], path, key);
          if (given === null || path.at(-1) === 'variants') continue;
          const error = await fault(engine, method, given);
          if (error instanceof errors.SettingsError && error.message.includes(`.${key} is not known, expected one of`))
            continue;
          wrong.push(`${method} ${[...path, key].join('.')}: ${String(error)}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  });

  it('names the ids there are where an id names none', async () => {
    const known =
      /(dataset|run|reading) ".*" is not known, expected (none|one of [^;]*(orders|run-2|reading-\d|kept-))/;
    for (const method of methods().filter((name) => name !== 'recover')) {
      const [first, ...rest] = calls[method] as readonly unknown[];
      if (typeof first !== 'string' || !ids.test(first)) continue;
      for (const id of ['nothing', '', '__proto__', 'x'.repeat(1_000_000)]) {
        expect(String(await fault(engine, method, [id, ...rest])), method).toMatch(known);
      }
    }
  });
});

const ids = /^(orders-|run-|snapshot-|reading-|kept-)/;
