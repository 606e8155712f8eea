import type { Plugin } from 'vite';

export declare const onePage: Plugin;
export declare function onePageText(): Promise<string>;
