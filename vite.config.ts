import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'es2024', sourcemap: false },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{src,shaders,scripts,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.dawn.test.ts', '**/node_modules/**'],
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
