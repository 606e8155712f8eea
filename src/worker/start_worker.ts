import engine from './engine.worker.ts?worker&url';
import outside from './outside.worker.ts?worker&url';

/** Starts the engine's worker. */
export const startWorker = (): Worker => start(engine, 'engine');

/** Starts the worker that fetches an address the user typed. */
export const startOutsideWorker = (): Worker => start(outside, 'outside');

/**
 * Where the page's Content-Security-Policy requires trusted types, a script address must come from the policy it names; this
 * one passes exactly the addresses above.
 */
function start(address: string, name: string): Worker {
  // The DOM types accept only text here; a TrustedScriptURL turns into one where trusted types are unknown.
  return new Worker(trusted(address) as string, { type: 'module', name });
}

interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

let policy: ReturnType<TrustedTypes['createPolicy']> | null = null;

function trusted(url: string): unknown {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  if (trustedTypes === undefined) return url;
  policy ??= trustedTypes.createPolicy('app-worker', {
    createScriptURL: (wanted) => {
      if (wanted === engine || wanted === outside) return wanted;
      throw new TypeError(`app-worker: ${wanted} is none of this page's workers`);
    },
  });
  return policy.createScriptURL(url);
}
