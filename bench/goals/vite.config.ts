import { defineConfig } from 'vite';
import { simd } from '../../scripts/simd.mjs';

/** One file for Node: nothing of the page. */
export default defineConfig({
  publicDir: false,
  plugins: [simd],
  build: { target: 'node20', rolldownOptions: { output: { entryFileNames: 'entry.js', codeSplitting: false } } },
  ssr: { noExternal: true, external: ['webgpu'] },
});
