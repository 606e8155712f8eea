import type { Mixing } from './mixing.ts';

const files = import.meta.glob<Mixing>('./*.mixing.ts', { eager: true, import: 'mixing' });

/** Every kind of kernel of which it is known how it mixes positions. */
export const mixings: readonly Mixing[] = Object.values(files);
