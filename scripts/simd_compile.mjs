import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** No runtime, no allocator, imported memory: a program computes on addresses it is given. */
const OPTIONS = [
  ...['--runtime', 'stub', '--enable', 'simd', '--importMemory', '--zeroFilledMemory', '-O3', '--noAssert'],
  // Addresses are added to sizes everywhere; programs that only others call may pass vectors.
  ...['--use', 'abort=', '--disableWarning', '201', '--disableWarning', '112'],
];

/** Compiles AssemblyScript to WebAssembly. @param entries  files whose functions are the programs */
export async function compile(entries) {
  const { default: asc } = await import('assemblyscript/asc'); // half a second, for nothing where the result is kept
  let binary = null;
  const options = [...entries, ...OPTIONS, '--outFile', 'simd.wasm'];
  const { error, stderr } = await asc.main(options, {
    readFile(name, base) {
      try {
        return readFileSync(join(base === '.' ? root : join(root, base), name), 'utf8');
      } catch {
        return null; // asc asks for every place where a file may be
      }
    },
    writeFile: (_, contents) => (binary = contents),
    listFiles: () => [],
  });
  if (error) throw new Error(`simd: ${stderr.toString()}${error.message}`);
  return binary;
}
