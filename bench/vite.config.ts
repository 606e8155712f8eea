import { defineConfig } from 'vite';
import { simd } from '../scripts/simd.mjs';

/** The pages of the bench, built: what is measured is what a visitor of each library would load. */
export default defineConfig({
  root: `${import.meta.dirname}/page`,
  base: './',
  plugins: [simd],
  build: { outDir: `${import.meta.dirname}/dist`, emptyOutDir: true, target: 'es2024', assetsInlineLimit: 0 },
  logLevel: 'warn',
});
