interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL(url: string): string },
  ): { createScriptURL(url: string): unknown };
}

/**
 * Starts workers of these addresses and of no others. Where the Content-Security-Policy requires trusted types, the address of a script must come from the policy
 * that it names; it may be made once.
 */
export function workersAt(addresses: readonly string[]): (address: string, name: string) => Worker {
  let policy: ReturnType<TrustedTypes['createPolicy']> | null = null;
  const trusted = (url: string): unknown => {
    const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
    if (trustedTypes === undefined) return url;
    policy ??= trustedTypes.createPolicy('app-worker', {
      createScriptURL: (wanted) => {
        if (addresses.includes(wanted)) return wanted;
        throw new TypeError(`app-worker: ${wanted} is none of this page's workers`);
      },
    });
    return policy.createScriptURL(url);
  };
  // The DOM types accept only text here; a TrustedScriptURL turns into one where trusted types are unknown.
  return (address, name) => new Worker(trusted(address) as string, { type: 'module', name });
}
