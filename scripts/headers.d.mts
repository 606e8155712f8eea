export interface HeaderRule {
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
}

export function parseHeaders(text: string): HeaderRule[];
export function headersFor(rules: readonly HeaderRule[], path: string): Record<string, string>;
export function keptRule(path: string): string;
