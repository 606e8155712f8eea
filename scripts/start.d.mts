export { serve } from './serve.mjs';

/** Builds dist/ and gives its path. */
export function buildPage(): Promise<string>;
