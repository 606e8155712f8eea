import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const target = join(root, 'dist-lab', 'lab.mjs');
const SOURCES = [
  ...['src', 'shaders', 'bench/results/papers', 'package.json', 'package-lock.json'],
  ...[
    'scripts/bundle-lab.mjs',
    'scripts/digests.mjs',
    'scripts/one_page.mjs',
    'scripts/simd.mjs',
    'scripts/simd_compile.mjs',
  ],
];

/** Bundles the command line into one file, dist-lab/lab.mjs, unless it is newer than every source. Returns its path. */
export async function bundleLab() {
  if (!isStale()) return target;
  // What bundles takes longer to load than a short command to run.
  const [{ build }, { commit }, { digests }, { onePage }, { simd }] = await Promise.all([
    import('vite'),
    import('./commit.mjs'),
    import('./digests.mjs'),
    import('./one_page.mjs'),
    import('./simd.mjs'),
  ]);
  const folder = join(root, 'dist-lab', `build-${process.pid}`); // two commands may bundle at once
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    plugins: [digests, simd, onePage],
    build: {
      ssr: 'src/cli/lab.ts',
      target: 'node20',
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'lab.mjs', codeSplitting: false } },
    },
    ssr: { noExternal: true, external: ['webgpu', 'onnxruntime-web'] }, // Dawn is native; ONNX files are run by WebAssembly beside its script
    define: { 'import.meta.env.VITE_COMMIT': JSON.stringify(commit()) },
  });
  renameSync(join(folder, 'lab.mjs'), target);
  rmSync(folder, { recursive: true });
  return target;
}

function isStale() {
  if (!existsSync(target)) return true;
  const built = statSync(target).mtimeMs;
  return SOURCES.some((source) => newest(join(root, source)) > built);
}

function newest(path) {
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  // Of the folder too: it changes when a file is removed.
  return Math.max(stat.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}
