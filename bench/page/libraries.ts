import type { Adapter } from '../adapter.ts';

/** Each library is fetched only by the pages that measure it, and after the counters are in place. */
export const libraries: Readonly<Record<string, () => Promise<{ readonly adapter: Adapter }>>> = {
  nextup: () => import('../adapters/nextup.ts'),
  jax: () => import('../adapters/jax.ts'),
  tfjs: () => import('../adapters/tfjs.ts'),
  processor: () => import('../adapters/processor.ts'),
  'jax-wasm': async () => ({ adapter: (await import('../adapters/jax.ts')).onWasm }),
  ort: () => import('../adapters/ort.ts'),
};
