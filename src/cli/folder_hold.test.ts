import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { holdFolder } from './folder_hold.ts';

const made = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'nextup-hold-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
};

it('a folder in which a living process keeps its run is refused, with what to do', async () => {
  const folder = made();
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  onTestFinished(() => void other.kill());
  writeFileSync(join(folder, 'training.pid'), `${other.pid}\n`);
  await expect(holdFolder(folder)).rejects.toThrow(
    `process ${other.pid} keeps its run in ${folder}; wait until it ends`,
  );
});

it.each([
  ['a process that is gone', '4194305\n'],
  ['nobody', 'x'],
])('a folder held by %s is taken', async (_who, text) => {
  const folder = join(made(), 'within');
  await holdFolder(folder);
  const path = join(folder, 'training.pid');
  expect(readFileSync(path, 'utf8')).toBe(`${process.pid}\n`);
  writeFileSync(path, text);
  await holdFolder(folder);
  expect(readFileSync(path, 'utf8')).toBe(`${process.pid}\n`);
});
