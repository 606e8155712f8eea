import type { Kernel, Params } from '../kernel/kernel.ts';

/** A kernel's program for the processor: addresses of its tensors, then its parameters, in the order of the descriptor. */
export type Program = (...values: number[]) => void;

/** The programs of kernels in one memory. */
export interface Programs {
  /** Undefined where a kernel has none. */
  of(kernel: Kernel): Program | undefined;
  /** The first byte of the memory that they do not use. */
  readonly base: number;
}

/** What WebAssembly gives out of `shaders/*.simd.ts`: a function `family_verb` for each kernel `family.verb` that has one. */
type Exports = Readonly<Record<string, Program | undefined>> & { readonly heapBase: () => number };

let compiled: Promise<WebAssembly.Module> | null = null;

/** Compiled when they are first asked for. */
export const compiledPrograms = (): Promise<WebAssembly.Module> => (compiled ??= compile());

async function compile(): Promise<WebAssembly.Module> {
  const { default: base64 } = await import('virtual:simd');
  return WebAssembly.compile(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)));
}

/** The programs, compiled once, in a memory. */
export async function programsIn(memory: WebAssembly.Memory): Promise<Programs> {
  const { exports } = await WebAssembly.instantiate(await compiledPrograms(), { env: { memory } });
  const programs = exports as Exports;
  return { of: ({ name }) => programs[name.replace('.', '_')], base: programs.heapBase() };
}

/** The words of a call: addresses by tensor, then parameters. */
export const wordsOf = (kernel: Kernel, params: Params, address: (tensor: string) => number): number[] => [
  ...Object.keys(kernel.tensors).map(address),
  ...Object.keys(kernel.params).map((name) => params[name]),
];
