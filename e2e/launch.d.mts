import type { Browser } from 'playwright';

export function launch(options?: { readonly gpu?: boolean }): Promise<Browser>;
