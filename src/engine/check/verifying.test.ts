import { beforeAll, expect, it } from 'vitest';
import { readModel, writeModel, type ModelFile } from '../../snapshot/model_file.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine, Id, RunSummary } from '../api.ts';
import { createEngine } from '../engine.ts';
import { layouts } from '../run/layouts.ts';
import { receiptJson, receiptOf } from '../run/receipt.ts';

let engine: Engine;
let dataset: Id;
let run: RunSummary;
let file: ModelFile;

beforeAll(async () => {
  engine = createEngine(testPlatform());
  dataset = (await engine.simulate('sequels')).id;
  const config = { blocks: 1, heads: 1, width: 8, length: 6 } as const;
  const recipe = { dataset, config, training: { epochs: 3 }, seed: 3 } as const;
  run = await engine.train(recipe, undefined, { baselines: false });
  file = await readModel(await engine.snapshot(run.id, { receipt: true }), layouts);
});

const opened = async (changed: Partial<ModelFile>): Promise<Id> =>
  (await engine.load(await writeModel({ ...file, ...changed }))).id;

it('a model that carries a receipt is trained again to the same bits, as far as was drawn', async () => {
  const heard: number[] = [];
  const whole = await engine.verify(await opened({}), dataset, { segments: 3 }, (done) => heard.push(done));
  expect(whole).toMatchObject({ equal: true, weights: 'equal', steps: run.steps, of: run.steps });
  expect(whole.states.map(({ found }) => found)).toEqual(run.validation.map(({ stateSha256 }) => stateSha256));
  expect(whole.states.at(-1)?.found).toBe(run.stateSha256);
  expect(heard.at(-1)).toBe(1);

  const [{ step }] = run.validation;
  const short = await engine.verify(await opened({}), dataset, { steps: step });
  expect(short).toMatchObject({ equal: true, weights: 'not reached', steps: step });
  expect(short.leavesOpen).toContain(`steps ${step + 1} to ${run.steps}, the weights of the file`);
  await expect(engine.verify(await opened({}), dataset, { steps: 1 })).rejects.toThrow(
    `its first state is that of step ${step}`,
  );
  expect((await engine.runs()).filter(({ snapshot }) => snapshot === null)).toHaveLength(1); // nothing was listed
});

it('with whole states each drawn stretch is trained again by itself, and what lies between is said', async () => {
  const states =
    (await readModel(await engine.snapshot(run.id, { receipt: true, states: true }), layouts)).states ?? [];
  const steps = run.validation.map(({ step }) => step);
  expect(states.map(({ step }) => step)).toEqual(steps);
  const last = await opened({ states: states.slice(1, 2) });
  const facts = (await engine.runs()).find(({ id }) => id === last)?.snapshot?.receipt;
  expect(facts?.states).toEqual([steps[1]]);
  // Of three stretches the last is drawn, which begins at the second state.
  let seed = 1;
  while ((await drawnBy(seed)) !== steps[2]) seed++;
  const found = await engine.verify(last, dataset, { segments: 1, seed });
  expect(found).toMatchObject({ equal: true, from: [steps[1]], steps: steps[2], states: [{ step: steps[2] }] });
  expect(found.shows).toContain(`Trained again from the whole state of step ${steps[1]}, the 1 state up to step`);
  expect(found.leavesOpen).toContain(`Not verified: steps 1 to ${steps[1]}`);
  const all = await engine.verify(last, dataset, { segments: 3 });
  expect(all).toMatchObject({ equal: true, from: [0, steps[1]], weights: 'equal' });
  expect(all.states.map(({ step }) => step)).toEqual(steps);

  const forged = await opened({ states: [{ ...states[0], parameters: states[1].parameters }] });
  await expect(engine.verify(forged, dataset)).rejects.toThrow(`the whole state of step ${steps[0]} is not the one`);
  await expect(engine.snapshot(run.id, { states: true })).rejects.toThrow('states go with a receipt only');
  await expect(
    writeModel({ ...file, states: [{ ...states[0], parameters: new Float32Array(3) }] }).then((bytes) =>
      engine.load(bytes),
    ),
  ).rejects.toThrow();
});

/** The step of the state that one stretch ends at. */
const drawnBy = async (seed: number): Promise<number | undefined> => {
  const { states } = await engine.verify(run.id, dataset, { segments: 1, seed });
  return states.find(({ drawn }) => drawn)?.step;
};

it('a receipt that tells of another state is found at that state, and other weights at the end', async () => {
  const [first, second, third] = run.validation;
  const validation = [first, { ...second, stateSha256: run.weightsSha256 }, third];
  const receipt = receiptJson(await receiptOf({ ...run, validation }));
  const found = await engine.verify(await opened({ receipt }), dataset, { segments: 3 });
  expect(found).toMatchObject({ equal: false, weights: 'not reached', steps: second.step });
  expect(found.shows).toContain(`something else after step ${second.step}`);

  const [table, ...others] = file.parameters;
  const parameters = [{ ...table, data: table.data.with(0, table.data[0] + 1) }, ...others];
  const weights = await engine.verify(await opened({ parameters }), dataset, { segments: 3 });
  expect(weights).toMatchObject({ equal: false, weights: 'different', steps: run.steps });
});

it('other data, a file without a receipt and a broken one are refused in words, and it can be cancelled', async () => {
  const { id: other } = await engine.simulate('sequels', 2);
  await expect(engine.verify(run.id, other)).rejects.toThrow('verify: it was trained on “sequels” with fingerprint');
  const { receipt, ...bare } = file;
  const { id: without } = await engine.load(await writeModel(bare));
  await expect(engine.verify(without, dataset)).rejects.toThrow('came without a receipt');
  const broken = await writeModel({ ...file, receipt: { ...receipt, adapter: 'another' } });
  await expect(engine.load(broken)).rejects.toThrow('receipt: its chain of digests is broken');

  const own = await engine.verify(run.id, dataset, { segments: 3 });
  expect(own).toMatchObject({ weights: 'equal', leavesOpen: 'Nothing of its training was left out.' });

  const verifying = engine.verify(run.id, dataset);
  await expect(engine.train({ dataset })).rejects.toThrow(`${run.id} is trained again to verify it; cancel it first`);
  await engine.cancel('verify');
  await expect(verifying).rejects.toThrow('verify: stopped before it was finished');
});

it('what a file says of itself must be what its receipt says, or nothing is trained', async () => {
  const { manifest, items } = file;
  const verified = async (changed: Partial<ModelFile>) => engine.verify(await opened(changed), dataset);
  await expect(verified({ items: { ...items, ids: items.ids.toReversed() } })).rejects.toThrow(
    'the items of the file are not those of its data',
  );
  await expect(verified({ manifest: { ...manifest, config: { ...manifest.config, heads: 2 } } })).rejects.toThrow(
    'its receipt is of another model: settings',
  );
  const train = { ...manifest.train, weights: { epoch: 99, step: 999 } };
  await expect(verified({ manifest: { ...manifest, train } })).rejects.toThrow(
    'epoch of its weights 3, and the file says 99',
  );
  const other = { ...run, recipe: { ...run.recipe, seed: 4 } };
  await expect(verified({ receipt: receiptJson(await receiptOf(other)) })).rejects.toThrow('seed 4');
  const kinds = { ...run, recipe: { ...run.recipe, dataset: { ...run.recipe.dataset, kinds: run.weightsSha256 } } };
  await expect(verified({ receipt: receiptJson(await receiptOf(kinds)) })).rejects.toThrow('trained on other kinds');
});

it('a receipt that tells of states which training never comes to, or of other scores, does not verify', async () => {
  const [first, second, third] = run.validation;
  const told = async (validation: RunSummary['validation'], steps?: number) =>
    engine.verify(await opened({ receipt: receiptJson(await receiptOf({ ...run, validation })) }), dataset, {
      segments: 9,
      ...(steps === undefined ? {} : { steps }),
    });
  const later = await told([...run.validation, { ...third, ndcg10: 0, step: 2 ** 40 }]);
  expect(later).toMatchObject({ equal: false, steps: run.steps, weights: 'not reached' });
  expect(later.shows).toContain(`no state after step ${2 ** 40}`);
  const none = await told([{ ...first, step: 1 }, second, third], 2);
  expect(none).toMatchObject({ equal: false, steps: 0, states: [] });
  const score = await told([{ ...first, ndcg10: 0 }, second, third], first.step);
  expect(score.states).toMatchObject([{ differs: `NDCG@10 0, here ${first.ndcg10}` }]);
});

it('weights that are stored as int8 are compared as they are stored', async () => {
  const int8 = { ...file.manifest, weights: 'int8' as const };
  expect(await engine.verify(await opened({ manifest: int8 }), dataset, { segments: 9 })).toMatchObject({
    equal: true,
    weights: 'equal',
  });
  const parameters = file.parameters.map(({ data, ...of }) => ({ ...of, data: data.map((x) => -x) }));
  expect(await engine.verify(await opened({ manifest: int8, parameters }), dataset, { segments: 9 })).toMatchObject({
    equal: false,
    weights: 'different',
  });
});

it('a model that knows items by codes is compared with its codes and with how new titles are coded', async () => {
  const { id } = await engine.train(
    { dataset, model: 'rpg', preset: 'tiny', training: { epochs: 1 }, seed: 3 },
    undefined,
    { baselines: false },
  );
  const coded = await readModel(await engine.snapshot(id, { receipt: true }), layouts);
  const verified = async (changed: Partial<ModelFile>) =>
    engine.verify((await engine.load(await writeModel({ ...coded, ...changed }))).id, dataset);
  expect(await verified({})).toMatchObject({ equal: true, weights: 'equal' });
  const { codes, coder } = coded;
  if (codes === null || coder === null) throw new Error('expected codes made of text');
  const values = codes.values.with(0, (codes.values[0] + 1) % codes.size);
  expect(await verified({ codes: { ...codes, values } })).toMatchObject({ equal: false, weights: 'different' });
  const space = { ...coder.space, mean: coder.space.mean.map((x) => x + 1) };
  expect(await verified({ coder: { ...coder, space } })).toMatchObject({ equal: false, weights: 'different' });
});
