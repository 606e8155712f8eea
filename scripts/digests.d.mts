import type { Plugin } from 'vite';

/** `import digest from './file.ts?digest'` is the SHA-256 of the text of the file, and none of its code. */
export const digests: Plugin;
