import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { expect, inject, it } from 'vitest';

const golden = {
  'content-security-policy':
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; " +
    "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
    "require-trusted-types-for 'script'; trusted-types app-worker",
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** The policy of the one script that may ask other sites: docs/decisions.md. */
const outside =
  "default-src 'none'; connect-src https:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
  "require-trusted-types-for 'script'";

/** The policy of the one script that may ask the Hugging Face hub. */
const hub =
  "default-src 'none'; connect-src https://huggingface.co https://*.hf.co https://*.amazonaws.com; base-uri 'none'; form-action 'none'; " +
  "frame-ancestors 'none'; require-trusted-types-for 'script'";

const policyOf = (file: string): string =>
  file.startsWith('outside/') ? outside : file.startsWith('hub/') ? hub : golden['content-security-policy'];

const filesIn = (folder: string): string[] => {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true });
  const names = all.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  return names.map((name) => name.slice(folder.length + 1)).sort();
};

const hashOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');

it('serves every file, workers too, with the golden headers', async () => {
  for (const file of filesIn(inject('dist'))) {
    const { status, headers } = await fetch(`${inject('address')}${file}`);
    const wanted = { ...golden, 'content-security-policy': policyOf(file) };
    expect([file, status, ...Object.keys(golden).map((name) => headers.get(name))]).toEqual([
      file,
      200,
      ...Object.values(wanted),
    ]);
    expect([file, headers.get('cache-control')?.includes('immutable')]).toEqual([
      file,
      /^(assets|outside|hub)\//.test(file),
    ]);
  }
});

it('does not let a missing file be kept, wherever it would lie', async () => {
  for (const path of ['assets/index-00000000.js', 'outside/outside.worker-00000000.js', 'nothing.html']) {
    const { status, headers } = await fetch(`${inject('address')}${path}`);
    expect([path, status, headers.get('cache-control')]).toEqual([path, 404, 'no-store']);
  }
});

it('is the same page, byte for byte, from npm run build as from npm start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'nextup-build-'));
  const env = { ...process.env, NODE_ENV: 'production' }; // not the test runner's own
  try {
    await promisify(execFile)(
      'npm',
      ['run', 'build', '--', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error'],
      { env },
    );
    const hashesIn = (root: string): Record<string, string> =>
      Object.fromEntries(filesIn(root).map((file) => [file, hashOf(join(root, file))]));
    expect(hashesIn(folder)).toEqual(hashesIn(inject('dist')));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('states its policy in the page too, for hosts that send no headers', () => {
  const html = readFileSync(join(inject('dist'), 'index.html'), 'utf8');
  const [, stated = ''] = /http-equiv="Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
  const policy = golden['content-security-policy'].replace("frame-ancestors 'none'; ", '');
  expect(stated.replaceAll('&#39;', "'")).toBe(policy);
});

it('gives nothing outside its folder', async () => {
  for (const path of ['..%2fpackage.json', 'assets/..%2f..%2fpackage.json', '%00', '%']) {
    expect((await fetch(`${inject('address')}${path}`)).status).toBe(404);
  }
});

it('loads at most 130 kB of script and 15 kB of style first, with nothing inline', () => {
  const dist = inject('dist');
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  expect(html).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)|\son\w+=/);
  const sizeOf = (pattern: RegExp): number =>
    [...html.matchAll(pattern)].reduce((sum, [, name]) => sum + gzipSync(readFileSync(join(dist, name))).length, 0);
  const scripts = sizeOf(/(?:src|href)="\.\/([^"]+\.js)"/g);
  const styles = sizeOf(/href="\.\/([^"]+\.css)"/g);
  expect(scripts).toBeGreaterThan(0);
  expect(scripts).toBeLessThanOrEqual(130_000);
  expect(styles).toBeLessThanOrEqual(15_000);
});
