import type { Browser } from 'playwright';

export function launch(options?: { readonly gpu?: boolean; readonly fastCompiles?: boolean }): Promise<Browser>;
