import address from './engine.worker.ts?worker&url';

/**
 * Starts the engine's worker. Where the page's Content-Security-Policy requires trusted types, a script address must come
 * from the policy it names; this one passes exactly one address.
 */
export function startWorker(): Worker {
  // The DOM types accept only text here; a TrustedScriptURL turns into one where trusted types are unknown.
  return new Worker(trusted(address) as string, { type: 'module', name: 'engine' });
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
      if (wanted === address) return wanted;
      throw new TypeError(`app-worker: ${wanted} is not the engine's worker`);
    },
  });
  return policy.createScriptURL(url);
}
