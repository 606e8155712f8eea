import type { Kernel, Params, Pass, Scalar } from './kernel.ts';

/** A storage buffer as a WGSL file declares it. */
export interface Declared {
  readonly binding: number;
  readonly access: 'read' | 'read_write';
  readonly name: string;
  readonly element: string;
  /** The shape comment behind it, e.g. `rows, cols`. */
  readonly shape: string;
}

const STORAGE =
  /@group\(0\)\s*@binding\((\d+)\)\s*var<storage,\s*(read|read_write)>\s*(\w+)\s*:\s*array<([\w<>]+)>\s*;(?:\s*\/\/ \(([^)]*)\))?/g;

/** The text of a pass: its files joined, its loops unrolled. */
export const source = (pass: Pass): string =>
  unrolled(typeof pass.wgsl === 'string' ? pass.wgsl : pass.wgsl.join('\n'));

const UNROLLED = /\/\* unroll (\d+) \*\/ for \(var (\w+) = 0u; \2 < (\w+); \2\+\+\) \{/;

/**
 * Each loop marked `/* unroll N *\/` as N steps with a constant counter, `if (COUNT > 0u) { const n = 0u; … }` and so on, which an
 * override COUNT leaves out or in. An array of a lane that is only read and written at constant places lies in registers; at places that
 * a counter says, SwiftShader reads and writes it lane by lane and number by number.
 */
export function unrolled(wgsl: string): string {
  const found = UNROLLED.exec(wgsl);
  if (!found) return wgsl;
  const [head, steps, counter, count] = found;
  const begin = found.index + head.length;
  const end = closing(wgsl, begin);
  const body = wgsl.slice(begin, end);
  if (/\b(break|continue)\b/.test(body)) throw new Error(`a loop that is left early cannot be unrolled: ${head}`);
  const written = Array.from(
    { length: Number(steps) },
    (_, n) => `if (${count} > ${n}u) { const ${counter} = ${n}u;${body}}`,
  );
  return wgsl.slice(0, found.index) + unrolled(written.join('\n') + wgsl.slice(end + 1));
}

/** Where the block ends that is open before `begin`. */
function closing(wgsl: string, begin: number): number {
  let open = 1;
  for (let at = begin; at < wgsl.length; at++) {
    if (wgsl[at] === '{') open++;
    else if (wgsl[at] === '}' && --open === 0) return at;
  }
  throw new Error('a block of a loop to unroll is not closed');
}

/** The storage buffers a WGSL text declares, in binding order. */
export function declaredBindings(wgsl: string): Declared[] {
  return [...wgsl.matchAll(STORAGE)]
    .map(([, at, access, name, element, shape = '']) => ({
      binding: Number(at),
      access: access as Declared['access'],
      name,
      element,
      shape,
    }))
    .sort((a, b) => a.binding - b.binding);
}

/** The uniform block: parameters in descriptor order, 4 bytes each, padded to 16. */
export function packParams(kernel: Kernel, params: Params): ArrayBuffer {
  const keys = Object.keys(kernel.params);
  const buffer = new ArrayBuffer(Math.max(16, Math.ceil(keys.length / 4) * 16));
  const view = new DataView(buffer);
  keys.forEach((key, i) => {
    const kind: Scalar = kernel.params[key];
    if (kind === 'u32') view.setUint32(i * 4, params[key], true);
    else view.setFloat32(i * 4, params[key], true);
  });
  return buffer;
}
