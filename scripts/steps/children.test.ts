import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { endAll, run } from './children.mjs';

const node = (code: string): readonly string[] => [process.execPath, '-e', code];
const hasProc = process.platform === 'linux';

it('gives what a command wrote to both of its outputs, in order, and whether it succeeded', async () => {
  const { ok, output } = await run(node("console.log('out'); console.error('err'); console.log('out')"));
  expect([ok, output]).toEqual([true, 'out\nerr\nout\n']);
  expect(await run(node('process.exitCode = 3'))).toMatchObject({ ok: false, output: '' });
  const absent = await run(['no-such-command']);
  expect(absent.ok).toBe(false);
  expect(absent.output).toContain('no-such-command');
});

it.skipIf(!hasProc)('counts the CPU time of what a command started too (skipped where there is no /proc)', async () => {
  const busy = 'for (let used; (used = process.cpuUsage()), used.user + used.system < 1e6; );';
  const starts = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(busy)}])`;
  const { cpuSeconds } = await run(node(starts));
  expect(cpuSeconds).toBeGreaterThan(0.4);
  expect(cpuSeconds).toBeLessThan(3);
});

it.skipIf(!hasProc)('ends a command and what it started (skipped where there is no /proc)', async () => {
  const waits = 'setInterval(() => undefined, 1e6)';
  const starts = `console.log(require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(waits)}]).pid); ${waits}`;
  const ran = run(node(starts));
  setTimeout(endAll, 1000); // it has begun, or is ended as it begins
  const { ok, output } = await ran;
  expect(ok).toBe(false);
  const grandchild = Number(output);
  const state = (): string => {
    try {
      return readFileSync(`/proc/${grandchild}/stat`, 'utf8').split(' ')[2];
    } catch {
      return 'gone';
    }
  };
  if (grandchild > 0) await expect.poll(state).toMatch(/gone|Z/);
});
