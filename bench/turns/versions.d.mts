import type { Version } from './rounds.mjs';

/** A version and the folder of its sources. */
export interface Source extends Version {
  readonly source: string;
}

export function temporaryFolder(): string;
export function versionsFor(folder: string, against?: string): Source[];
export function build(version: Source, folder: string, words?: readonly string[]): string;
export function lendBench(version: Source): void;
