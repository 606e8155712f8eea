import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { labIn, type Ran } from '../testing/lab.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-lab-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const lab = (words: string): Promise<Ran> => labIn(folder, words);

it('checks one kernel and times its variants beside the one that is asked about', async () => {
  const words = 'kernel elementwise.accumulate --variant elementPerLane --size count=64 --rounds 1';
  const { code, stdout, stderr } = await lab(`${words} --json kernel.json`);
  expect(code, stderr).toBe(0);
  expect(stdout).toMatch(/elementwise\.accumulate: \d+ checks passed, 0 failed\n {2}variant/);
  expect(stdout).toMatch(/at count=64, one round:\n.*\n {2}elementPerLane +[\d.]+ +1\.00 .*no barriers, unmeasured/);
  const timings = [{ case: { count: 64 }, rounds: 1, variants: [{ ratio: 1 }, { variant: 'quadPerLane' }] }];
  expect(JSON.parse(readFileSync(join(folder, 'kernel.json'), 'utf8'))).toMatchObject({ failed: 0, timings });

  expect((await lab('kernel elementwise.acumulate')).stderr).toContain("did you mean 'elementwise.accumulate'?");
  expect((await lab('kernel matmul.nn --variant tile')).stderr).toContain('expected one of wide, direct, tile32');
});

it('trains on a GPU and says on which', async () => {
  const train = 'train --world sequels --preset tiny --set epochs=1 --no-baselines --device gpu --json';
  const { code, stdout, stderr } = await lab(train);
  expect(code, stderr).toBe(0);
  const { adapter } = JSON.parse(stdout) as { adapter: { architecture: string } };
  expect(adapter.architecture).not.toBe('processor');
});
