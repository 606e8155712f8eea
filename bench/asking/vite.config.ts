import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { defineConfig, type Plugin, type UserConfig } from 'vite';

/** What gives programs in WebAssembly; versions before 2026-11-29 have none. */
const programs = join(import.meta.dirname, '..', '..', 'scripts', 'simd.mjs');

const plugins = async (): Promise<Plugin[]> => {
  if (!existsSync(programs)) return [];
  const { simd } = (await import(pathToFileURL(programs).href)) as { simd: Plugin };
  return [simd];
};

/** One file for Node: nothing of the page. */
export default defineConfig(async (): Promise<UserConfig> => ({
  publicDir: false,
  plugins: await plugins(),
  build: { target: 'node20', rolldownOptions: { output: { entryFileNames: 'entry.js', codeSplitting: false } } },
  ssr: { noExternal: true, external: ['webgpu'] },
}));
