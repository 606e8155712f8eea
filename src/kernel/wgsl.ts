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

/** The text of a pass: its files joined. */
export const source = (pass: Pass): string => (typeof pass.wgsl === 'string' ? pass.wgsl : pass.wgsl.join('\n'));

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
