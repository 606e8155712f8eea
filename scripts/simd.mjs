import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { compile } from './simd_compile.mjs';

/** What is asked for, and the files whose functions it has. */
const MODULES = new Map([
  ['virtual:simd', '.simd.ts'],
  ['virtual:double', '.double.as.ts'],
]);
const root = join(import.meta.dirname, '..');
const FAMILIES = join(root, 'shaders');
const KEPT = join(root, 'node_modules', '.cache', 'nextup-simd');

/** Every file of the programs of kernels for the processor: `*.simd.ts` beside each kernel, `*.as.ts` what they share. */
const sources = () =>
  readdirSync(FAMILIES, { recursive: true })
    .map((name) => String(name).replaceAll('\\', '/'))
    .filter((name) => /\.(simd|as)\.ts$/.test(name))
    .sort();

/** The programs of the files that end so as WebAssembly, compiled once for what the files say. */
export async function simdModule(ending) {
  const files = sources();
  const hash = createHash('sha256').update(readFileSync(join(root, 'scripts', 'simd_compile.mjs')));
  hash.update(`${ending}\n`);
  for (const name of files) hash.update(`${name}\n${readFileSync(join(FAMILIES, name), 'utf8')}\n`);
  const kept = join(KEPT, `${hash.digest('hex').slice(0, 32)}.wasm`);
  if (existsSync(kept)) return readFileSync(kept);
  const binary = await compile(files.filter((name) => name.endsWith(ending)).map((name) => `shaders/${name}`));
  mkdirSync(dirname(kept), { recursive: true });
  const part = `${kept}.${process.pid}`;
  writeFileSync(part, binary);
  renameSync(part, kept); // whole or not at all: others may compile at the same time
  return binary;
}

/**
 * Gives `virtual:simd`, the programs of kernels, and `virtual:double`, programs in double precision, as base64, so that they are loaded
 * with the code that asks for them, in Node as in a page.
 */
export const simd = {
  name: 'simd',
  resolveId: (id) => (MODULES.has(id) ? `\0${id}` : undefined),
  async load(id) {
    const ending = MODULES.get(id.slice(1));
    if (!id.startsWith('\0') || ending === undefined) return undefined;
    for (const name of sources()) this.addWatchFile(join(FAMILIES, name));
    return `export default ${JSON.stringify(Buffer.from(await simdModule(ending)).toString('base64'))};`;
  },
};
