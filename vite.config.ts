import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { commit } from './scripts/commit.mjs';
import { digests } from './scripts/digests.mjs';
import { onePage } from './scripts/one_page.mjs';
import { simd } from './scripts/simd.mjs';
import { headersFor, keptRule, parseHeaders } from './scripts/headers.mjs';

/** Folders of the built page whose files have a hash of their content in their names. */
const HASHED = ['assets', 'outside', 'hub'];

/**
 * Writes the Content-Security-Policy of `public/_headers` into the built page too, for hosts that send no headers (docs/hosting.md).
 * A page cannot state `frame-ancestors` itself.
 */
const statedPolicy: Plugin = {
  name: 'stated-policy',
  apply: 'build',
  transformIndexHtml() {
    const rules = parseHeaders(readFileSync(new URL('public/_headers', import.meta.url), 'utf8'));
    const policy = headersFor(rules, '/')['Content-Security-Policy'].split(/;\s*/);
    const content = policy.filter((directive) => !directive.startsWith('frame-ancestors')).join('; ');
    const attrs = { 'http-equiv': 'Content-Security-Policy', content };
    return [{ tag: 'meta', attrs, injectTo: 'head-prepend' }];
  },
};

const journeys = {
  environment: 'node',
  globalSetup: './e2e/setup.ts',
  fileParallelism: false,
  isolate: false, // nothing of one file reaches another but imported code; Playwright is loaded once
  testTimeout: 900_000, // ends what hangs; nothing is timed here
  hookTimeout: 300_000,
} as const;

/** Writes the commit into the page, and with it into the files people save, however it is built. */
const statedCommit: Plugin = {
  name: 'stated-commit',
  apply: 'build',
  config: () => ({ define: { 'import.meta.env.VITE_COMMIT': JSON.stringify(process.env.VITE_COMMIT ?? commit()) } }),
};

/** Lets browsers keep the files whose names carry a hash, each by its name: one that is missing must not be kept as missing. */
const keptForGood: Plugin = {
  name: 'kept-for-good',
  apply: 'build',
  writeBundle: {
    sequential: true,
    handler({ dir = '' }) {
      const hashed = HASHED.flatMap((folder) => readdirSync(join(dir, folder)).map((name) => `/${folder}/${name}`));
      appendFileSync(join(dir, '_headers'), hashed.map((path) => `\n${keptRule(path)}`).join(''));
    },
  },
};

export default defineConfig({
  base: './', // the page may live in any folder of a host
  plugins: [react(), digests, simd, onePage, statedPolicy, statedCommit, keptForGood],
  worker: {
    format: 'es',
    plugins: () => [digests, simd, onePage],
    // The workers that ask other sites lie in folders of their own, for which public/_headers has other policies.
    rolldownOptions: {
      output: {
        entryFileNames: ({ name }) => `${/^(outside|hub)/.exec(name)?.[1] ?? 'assets'}/[name]-[hash].js`,
      },
    },
  },
  build: { target: 'es2024', sourcemap: false },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          pool: 'threads', // a process for each of so many small files takes a third longer
          isolate: false, // nor does any file change what another imports; a thread for each takes half as long again
          include: ['{src,shaders,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.dawn.test.ts', '**/node_modules/**'],
          testTimeout: 300_000, // ends what hangs; generated inputs take seconds, and more where other work shares the cores
        },
      },
      {
        // Kernels and training on Dawn in Node. One file at a time: software adapters share the two cores of CI.
        extends: true,
        test: {
          name: 'dawn',
          environment: 'node',
          include: ['{src,shaders}/**/*.dawn.test.ts'],
          fileParallelism: false,
          isolate: false, // all files share a device, which compiles each pipeline once
          testTimeout: 900_000, // ends what hangs; nothing is timed here
          hookTimeout: 300_000,
        },
      },
      // Journeys through the built page in a real Chromium: those that need no adapter, and those that do.
      {
        extends: true,
        test: { ...journeys, name: 'e2e', include: ['e2e/**/*.e2e.ts'], exclude: ['e2e/**/*.gpu.e2e.ts'] },
      },
      { extends: true, test: { ...journeys, name: 'e2e-gpu', include: ['e2e/**/*.gpu.e2e.ts'] } },
    ],
  },
});
