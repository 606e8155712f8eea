import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { freeName } from './result.mjs';
import type { Version } from './rounds.mjs';

const folder = mkdtempSync(join(tmpdir(), 'nextup-results-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

it('names a result by its cases, adapter and date, and never as one that is there', () => {
  const setting = { adapter: 'google swiftshader', date: '2026-01-31' };
  const name = (...words: string[]) => freeName(folder, words, setting);
  expect(name('scan', 'mamba-block')).toBe('scan-mamba-block-swiftshader-2026-01-31');
  for (const taken of ['scan-swiftshader-2026-01-31.md', 'scan-swiftshader-2026-01-31-2.json']) {
    writeFileSync(join(folder, taken), '');
  }
  expect(name('scan')).toBe('scan-swiftshader-2026-01-31-3');
  expect(name('fsq')).toBe('fsq-swiftshader-2026-01-31');
  const versions: Version[] = [
    { name: 'new', commit: 'b' },
    { name: 'old', commit: 'a' },
  ];
  expect(freeName(folder, ['scan'], setting, versions)).toBe('scan-swiftshader-2026-01-31-against-a');
});
