import type { Browser } from 'playwright';

export function launch(options?: { readonly gpu?: boolean; readonly fastCompiles?: boolean }): Promise<Browser>;

export interface Launched {
  readonly browser: Browser;
  close(): Promise<void>;
}

export function launchWithTabs(): Promise<Launched>;
