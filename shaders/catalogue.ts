import type { Kernel } from '../src/kernel/kernel.ts';

const modules = import.meta.glob<Record<string, unknown>>('./*/*.kernels.ts', { eager: true });

const isKernel = (value: unknown): value is Kernel =>
  typeof value === 'object' && value !== null && 'variants' in value && 'reference' in value;

/** Every kernel of every family, also of tables of kernels, in order of name. A new family is found by its file name, `*.kernels.ts`. */
export const kernels: readonly Kernel[] = Object.values(modules)
  .flatMap((module) => Object.values(module))
  .flatMap((exported) => (isKernel(exported) ? [exported] : Object.values(exported ?? {}).filter(isKernel)))
  .sort((a, b) => a.name.localeCompare(b.name));
