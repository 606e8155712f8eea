import type { Locator, Page, Worker } from 'playwright';

export interface Visitor {
  readonly page: Page;
  readonly worker: Worker;
  readonly links: Locator;
  readonly views: number;
  turned: number;
}

export interface Round {
  readonly seconds: number;
  readonly switched: number;
  readonly asked: number;
  readonly buffers: number;
  readonly faults: readonly string[];
}

export function arrive(page: Page, epochs: number): Promise<Visitor>;
export function round(visitor: Visitor): Promise<Round>;
