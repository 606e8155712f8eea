import type { Quantity, Version } from './rounds.mjs';

/** What a result depends on beside the versions. */
export interface Setting {
  readonly adapter: string;
  readonly browser: string;
  readonly machine: string;
  readonly date: string;
}

export function resultText(measured: {
  readonly title: string;
  readonly command: string;
  readonly setting: Setting;
  readonly rounds: number;
  readonly versions: readonly Version[];
  readonly quantities: readonly Quantity[];
}): string;

export function writeResult(
  text: string,
  words: readonly string[],
  setting: Setting,
  versions: readonly Version[],
): string;

export function freeName(
  folder: string,
  words: readonly string[],
  setting: Pick<Setting, 'adapter' | 'date'>,
  versions?: readonly Version[],
): string;
