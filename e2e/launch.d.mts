import type { Browser, BrowserServer } from 'playwright';

interface LaunchOptions {
  readonly gpu?: boolean;
  readonly fastCompiles?: boolean;
  readonly exposeGc?: boolean;
}

export function launch(options?: LaunchOptions): Promise<Browser>;
export function launchForAll(options?: LaunchOptions): Promise<BrowserServer>;

export interface Launched {
  readonly browser: Browser;
  close(): Promise<void>;
}

export function launchWithTabs(): Promise<Launched>;
