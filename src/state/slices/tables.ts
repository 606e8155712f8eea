/** The open dataset on its way out as files of tables. */
import type { ExchangeFormat, TablesExport } from '../../worker/contract.ts';

/** What was written, but for the files themselves. */
export interface TablesMade extends Omit<TablesExport, 'zip'> {
  readonly dataset: string;
  readonly bytes: number;
}

export interface TablesSlice {
  readonly tableFormat: ExchangeFormat;
  /** Whether the chosen split is marked; files of a benchmark always tell it. */
  readonly tableSplit: boolean;
  /** How far they are written, 0 to 1; null where none are. */
  readonly writingTables: number | null;
  readonly tablesMade: TablesMade | null;
  /** Why they were not written. */
  readonly tablesFailure: string | null;
}

export const tables: TablesSlice = {
  tableFormat: 'recbole',
  tableSplit: true,
  writingTables: null,
  tablesMade: null,
  tablesFailure: null,
};
