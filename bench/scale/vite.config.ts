import { defineConfig } from 'vite';
import { digests } from '../../scripts/digests.mjs';
import { onePage } from '../../scripts/one_page.mjs';
import { simd } from '../../scripts/simd.mjs';

/** One file for Node: nothing of the page. */
export default defineConfig({
  plugins: [digests, simd, onePage],
  publicDir: false,
  build: { target: 'node20', rolldownOptions: { output: { entryFileNames: 'entry.js', codeSplitting: false } } },
  ssr: { noExternal: true, external: ['webgpu', 'onnxruntime-web'] },
});
