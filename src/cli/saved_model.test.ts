import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { leavesModel, saveModel } from './saved_model.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-saved-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const at = (epoch: number) => ({ epoch, step: 3 });

it.each([
  ['finished', 0, true],
  ['stopped', 2, true],
  ['failed', 2, true],
  ['failed', 0, false], // nothing but the weights it began with
  ['paused', 2, false], // it goes on
] as const)('a run that is %s with the weights of epoch %i leaves a model: %s', (phase, epoch, leaves) => {
  expect(leavesModel({ phase, weightsAt: at(epoch) })).toBe(leaves);
});

it('the model of a run that failed is saved, and it is said which weights these are', async () => {
  const path = join(folder, 'm.safetensors');
  const engine = { snapshot: () => Promise.resolve(Uint8Array.of(1, 2)) };
  const failed = { id: 'run-1', phase: 'failed', weightsAt: at(2) } as const;
  expect(await saveModel(engine, failed, path, { price: null, receipt: false })).toBe(
    `Saved to ${path}: 2 bytes. They are the weights of epoch 2, the best before it failed.`,
  );
  expect([...readFileSync(path)]).toEqual([1, 2]);
  expect(readdirSync(folder)).toEqual(['m.safetensors']);
});
