import type { Adapter } from '../adapter.ts';

/** Each library is fetched only by the pages that measure it, and after the counters are in place. */
export const libraries: Readonly<Record<string, () => Promise<{ readonly adapter: Adapter }>>> = {
  nextup: () => import('../adapters/nextup.ts'),
  jax: () => import('../adapters/jax.ts'),
  tfjs: () => import('../adapters/tfjs.ts'),
  processor: () => import('../adapters/processor.ts'),
  'jax-wasm': async () => ({ adapter: (await import('../adapters/jax.ts')).onWasm }),
  'tfjs-2': formOfTfjs(1),
  'tfjs-3': formOfTfjs(2),
  ort: () => import('../adapters/ort.ts'),
};

function formOfTfjs(which: number) {
  return async (): Promise<{ readonly adapter: Adapter }> => {
    const { form } = await import('../adapters/tfjs.ts');
    return { adapter: form(which) };
  };
}
