import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keptRule } from './headers.mjs';
import { serve } from './serve.mjs';

const folder = mkdtempSync(join(tmpdir(), 'nextup-serve-'));
let served: Awaited<ReturnType<typeof serve>>;

beforeAll(async () => {
  mkdirSync(join(folder, 'assets'));
  writeFileSync(join(folder, 'index.html'), '<!doctype html>');
  writeFileSync(join(folder, 'assets/app-1a2b3c4d.js'), 'export {};');
  writeFileSync(join(folder, '_headers'), `/*\n  Cache-Control: no-cache\n\n${keptRule('/assets/app-1a2b3c4d.js')}`);
  served = await serve({ folder });
});

afterAll(async () => {
  await served.close();
  rmSync(folder, { recursive: true });
});

it.each([
  ['', 200, 'no-cache'],
  ['assets/app-1a2b3c4d.js', 200, 'public, max-age=31536000, immutable'],
  ['assets/app-of-another-build.js', 404, 'no-store'],
  ['nothing', 404, 'no-store'],
])('answers /%s with %i and lets it be kept as %s', async (path, status, kept) => {
  const response = await fetch(served.address + path);
  expect([response.status, response.headers.get('cache-control')]).toEqual([status, kept]);
});
