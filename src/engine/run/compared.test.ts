import { afterEach, expect, it, vi } from 'vitest';
import { Counts } from '../../evaluate/baselines/counts.ts';
import { CancelledError } from '../../core/errors.ts';
import { evaluateBaseline } from '../../evaluate/baselines/evaluate.ts';
import { baselineNamed, baselines } from '../../evaluate/baselines/registry.ts';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { memorySlot } from '../../snapshot/slot.ts';
import { testPlatform } from '../../testing/platform.ts';
import { ActiveRun } from './active_run.ts';
import type { AdapterReport, RunEvent } from '../api.ts';
import { chosenRival } from './compared.ts';
import { createEngine } from '../engine.ts';

afterEach(() => vi.restoreAllMocks());

/** Of a slow machine. */
const PATIENCE = { timeout: 60_000 };

const adapter: AdapterReport = {
  ...{ vendor: 'v', architecture: 'a', description: 'Some GPU', software: false },
  ...{ features: [], limits: {}, key: 'some' },
};

/** Stands for training: the run is finished at once, its test ranks those of a baseline. */
async function finish(this: ActiveRun): Promise<void> {
  const { split, recipe } = this.print;
  const { metrics, ...ranks } = await evaluateBaseline(new Counts(split), baselineNamed('markov1'), {
    stage: 'test',
    seen: recipe.protocol.seen,
  });
  Object.assign(this, { adapter, tested: { metrics, ranks }, phase: 'finished', note: 'Done.' });
}

it('keeps a finished run before it is compared, which may take for ever, and stops comparing when it is told to', async () => {
  const [, , , endless] = baselines;
  vi.spyOn(ActiveRun.prototype, 'go').mockImplementation(finish);
  const begun = vi.spyOn(endless, 'fit').mockImplementation(
    (_counts, pace) =>
      new Promise((_resolve, reject) => {
        pace?.signal?.addEventListener('abort', () => reject(new CancelledError('stopped')));
      }),
  );
  const shelf = memoryShelf();
  const engine = createEngine(testPlatform([memorySlot(), memorySlot()], shelf));
  const { id } = await engine.simulate('sequels');
  const training = engine.train({ dataset: id, preset: 'tiny' });
  await expect.poll(() => shelf.list(), PATIENCE).toEqual(['run-1.safetensors']);
  await expect.poll(() => begun.mock.calls.length, PATIENCE).toBe(1);
  const [kept] = await createEngine(testPlatform(undefined, shelf)).runs();
  expect([kept.test?.stage, kept.baselines]).toEqual(['test', []]);
  await engine.stop('run-1');
  const run = await training;
  expect([run.kept, run.baselines.length, run.againstBaseline]).toEqual([true, 3, null]);
  const [again] = await createEngine(testPlatform(undefined, shelf)).runs();
  expect(again.baselines).toEqual(run.baselines);
  expect(await shelf.list()).toEqual(['run-1.safetensors']);
});

it('keeps a finished run whatever happens to a baseline, and says which could not be computed', async () => {
  const [broken, ...others] = baselines;
  vi.spyOn(ActiveRun.prototype, 'go').mockImplementation(finish);
  vi.spyOn(broken, 'fit').mockRejectedValue(new RangeError('Invalid array length'));
  const shelf = memoryShelf();
  const engine = createEngine(testPlatform([memorySlot(), memorySlot()], shelf));
  const { id } = await engine.simulate('sequels');
  const told: { name: string; validated: number }[] = [];
  const listen = (event: RunEvent): void => {
    if (event.kind === 'baseline') told.push({ name: event.name, validated: event.metrics.ndcg['10'] });
  };
  const run = await engine.train({ dataset: id, preset: 'tiny' }, listen);
  const names = others.map(({ name }) => name);
  expect(told.map(({ name }) => name)).toEqual(names);
  expect(run.baselines.map(({ name }) => name)).toEqual(names);
  expect(run.againstBaseline?.baseline).toBe(chosenRival(told)?.name);
  expect(run.note).toBe(`Done. The baseline ${broken.title} could not be computed: Invalid array length.`);
  expect(run.kept).toBe(true);
  const [again] = await createEngine(testPlatform(undefined, shelf)).runs();
  expect(again.note).toBe(run.note);
});

it('compares with the baseline that was best on validation, whatever the test gives', () => {
  const [popular, chain, other] = [
    { name: 'popularity', validated: 0.1, tested: 0.5 },
    { name: 'markov1', validated: 0.3, tested: 0.2 },
    { name: 'window5', validated: 0.3, tested: 0.4 },
  ];
  expect(chosenRival([popular, chain, other])).toBe(chain);
  expect(chosenRival([])).toBeNull();
});
