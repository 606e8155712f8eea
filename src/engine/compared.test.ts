import { afterEach, expect, it, vi } from 'vitest';
import { Counts } from '../evaluate/baselines/counts.ts';
import { evaluateBaseline } from '../evaluate/baselines/evaluate.ts';
import { baselineNamed, baselines } from '../evaluate/baselines/registry.ts';
import { memoryShelf } from '../snapshot/shelf.ts';
import { memorySlot } from '../snapshot/slot.ts';
import { testPlatform } from '../testing/platform.ts';
import { ActiveRun } from './active_run.ts';
import type { AdapterReport, RunEvent } from './api.ts';
import { createEngine } from './engine.ts';

afterEach(() => vi.restoreAllMocks());

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

it('keeps a finished run whatever happens to a baseline, and says which could not be computed', async () => {
  const [broken, ...others] = baselines;
  vi.spyOn(ActiveRun.prototype, 'go').mockImplementation(finish);
  vi.spyOn(broken, 'fit').mockRejectedValue(new RangeError('Invalid array length'));
  const shelf = memoryShelf();
  const engine = createEngine(testPlatform([memorySlot(), memorySlot()], shelf));
  const { id } = await engine.simulate('sequels');
  const told: string[] = [];
  const listen = (event: RunEvent): void => {
    if (event.kind === 'baseline') told.push(event.name);
  };
  const run = await engine.train({ dataset: id, preset: 'tiny' }, listen);
  const names = others.map(({ name }) => name);
  expect(told).toEqual(names);
  expect(run.baselines.map(({ name }) => name)).toEqual(names);
  expect(run.againstBaseline).not.toBeNull();
  expect(run.note).toBe(`Done. The baseline ${broken.title} could not be computed: Invalid array length.`);
  expect(run.kept).toBe(true);
  const [again] = await createEngine(testPlatform(undefined, shelf)).runs();
  expect(again.note).toBe(run.note);
});
