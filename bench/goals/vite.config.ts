import { defineConfig } from 'vite';

/** One file for Node: nothing of the page. */
export default defineConfig({
  publicDir: false,
  build: { target: 'node20', rolldownOptions: { output: { entryFileNames: 'entry.js', codeSplitting: false } } },
  ssr: { noExternal: true, external: ['webgpu'] },
});
