import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { headersFor, parseHeaders } from './scripts/headers.mjs';

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

export default defineConfig({
  base: './', // the page may live in any folder of a host
  plugins: [react(), statedPolicy],
  worker: {
    format: 'es',
    // The worker that asks other sites lies in a folder of its own, for which public/_headers has another policy.
    rolldownOptions: {
      output: {
        entryFileNames: ({ name }) => `${name.startsWith('outside') ? 'outside' : 'assets'}/[name]-[hash].js`,
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
          include: ['{src,shaders,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.dawn.test.ts', '**/node_modules/**'],
          testTimeout: 30_000, // generated inputs take seconds where other work shares the cores
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
          testTimeout: 240_000,
          hookTimeout: 60_000,
        },
      },
      {
        // Journeys through the built page in a real Chromium.
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['e2e/**/*.e2e.ts'],
          globalSetup: './e2e/setup.ts',
          fileParallelism: false,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
