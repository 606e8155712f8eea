import type { Plugin } from 'vite';

export declare const simd: Plugin;
export declare function simdModule(ending: string): Promise<Uint8Array>;
