import type { Plugin } from 'vite';

export declare const simd: Plugin;
export declare function simdModule(): Promise<Uint8Array>;
