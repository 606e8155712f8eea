/** Files that version 0.1.0 of Nextup wrote on 2026-11-29, kept in `golden`: what a person has saved opens for ever, with the same bits. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { memoryShelf } from '../snapshot/shelf.ts';
import { memorySlot } from '../snapshot/slot.ts';
import { testPlatform } from '../testing/platform.ts';
import type { Engine } from './api.ts';
import { Checkpoints, fromCheckpoint } from './run/checkpoints.ts';
import { createEngine } from './engine.ts';
import { hashesOf } from './run/run_state.ts';

const golden = async (name: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await readFile(new URL(`golden/${name}`, import.meta.url)));

/** What the run of these files scored after this history, when it was trained and through int8; the order of sums may change. */
const history = ['G2', 'G3', 'G4', 'G5'];
const wanted = [
  ['G6', expect.closeTo(5.0735314584399545, 12)],
  ['M5', expect.closeTo(3.0209444882800414, 12)],
  ['M4', expect.closeTo(2.8662614612126163, 12)],
];
const wantedAsInt8 = [
  ['G6', expect.closeTo(5.0819148982667635, 12)],
  ['M5', expect.closeTo(3.017352826373967, 12)],
  ['M4', expect.closeTo(2.8528326277819147, 12)],
];

async function list(engine: Engine, run: string): Promise<unknown> {
  const found = await engine.recommend({ run }, history, { count: 3 });
  return found.map(({ id, score }) => [id, score]);
}

const sessionOf = (platform = testPlatform()): Engine => createEngine(platform);

it('a model file of version 1 recommends as it did', async () => {
  const engine = sessionOf();
  const opened = await engine.load(await golden('snapshot-1.safetensors'));
  expect(opened).toMatchObject({ parameters: 1888, steps: 48, snapshot: { items: 120, titled: true, weights: 'f32' } });
  expect(await list(engine, opened.id)).toEqual(wanted);
});

it('a link with a model of version 1 recommends as it did', async () => {
  const engine = sessionOf();
  const link = new TextDecoder().decode(await golden('link-1.txt')).trim();
  const opened = await engine.openLink(link);
  if (opened.kind !== 'model') throw new Error('a link to a model holds a model');
  expect(opened.run.snapshot).toMatchObject({ titled: false, weights: 'int8' });
  expect(await list(engine, opened.run.id)).toEqual(wantedAsInt8);
});

it('a run kept in version 1 is listed with its curve, compared and asked', async () => {
  const shelf = memoryShelf();
  await shelf.file('run-1.safetensors').write(await golden('run-1.safetensors'));
  const engine = sessionOf(testPlatform(undefined, shelf));
  const [run] = await engine.runs();
  expect(run).toMatchObject({
    phase: 'finished',
    weightsSha256: 'a5d82941da23f74429904176952ff4f67dcdde74c8105b4ccc250f5eda83d448',
    stateSha256: '4f6e639ae40c4434854bd513797b888c7222a2aa9ae9d3b6ee4e93d86fa38994',
    steps: 48,
  });
  expect(run.validation.map(({ step, best }) => [step, best])).toEqual([
    [16, true],
    [32, true],
    [48, true],
  ]);
  expect(await list(engine, run.id)).toEqual(wanted);
  const beside = await engine.compare({ run: run.id }, { run: run.id, baseline: 'popularity' });
  expect(beside).toMatchObject({ comparable: true });
});

it('a checkpoint of version 1 goes on from the same bits', async () => {
  const slots = [memorySlot(), memorySlot()] as const;
  await slots[1].write(await golden('checkpoint-1.safetensors'));
  const platform = testPlatform(slots);
  expect(await sessionOf(platform).unfinished()).toMatchObject({ step: 8, epoch: 0, recipe: { model: 'sasrec' } });
  const kept = await new Checkpoints(platform).kept();
  if (kept === null) throw new Error('the slot holds a checkpoint');
  expect(await hashesOf(fromCheckpoint(kept.checkpoint).state, null)).toEqual({
    weightsSha256: '308ac96582931699b53ab5445578241a29ca989a3bcef651a4df9bf05ade2b97',
    stateSha256: '98c37d473c021a38da10fba87d6cfd1c92cbbb81adb7bf8770eca936cc8d7be8',
  });
});
