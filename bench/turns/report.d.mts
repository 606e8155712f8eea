import type { Quantity } from './rounds.mjs';

export function tableOf(quantities: readonly Quantity[]): string;
export function comparisonOf(quantities: readonly Quantity[]): string;
export function refusalsOf(quantities: readonly Quantity[]): string[];
