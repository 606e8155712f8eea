/** What one measurement of one version gives of one quantity: values, or why there are none. */
export interface Measured {
  readonly what: string;
  readonly values?: readonly number[];
  readonly refused?: string;
  readonly longest?: number;
  readonly unit: string;
  readonly better: 'more' | 'less';
  readonly goal?: string;
}

export interface Quantity extends Omit<Measured, 'values' | 'refused' | 'longest'> {
  readonly of: Readonly<Record<string, { rounds: number[][]; longest: number; refused: string | undefined }>>;
}

export interface Version {
  readonly name: 'new' | 'old';
  readonly commit: string;
}

export function inTurn<V extends Version>(
  versions: readonly V[],
  rounds: number,
  measure: (version: V, round: number) => readonly Measured[] | Promise<readonly Measured[]>,
): Promise<Quantity[]>;
