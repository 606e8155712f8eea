import { bestValidation, metricsOfRow, titleOfRow, type Row } from '../../../state/compare_rows.ts';

export type SortColumn =
  | 'order'
  | 'name'
  | 'parameters'
  | 'epochs'
  | 'seconds'
  | 'validation'
  | 'hr'
  | 'ndcg'
  | 'mrr'
  | 'seed';

export interface Sort {
  readonly column: SortColumn;
  readonly descending: boolean;
}

/** The rows in another order; rows without the number come last either way, equal ones stay as they were. */
export function sorted(rows: readonly Row[], { column, descending }: Sort): readonly Row[] {
  if (column === 'order') return rows;
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [x, y] = [valueOf(a, column), valueOf(b, column)];
    if (x === null || y === null) return x === y ? 0 : x === null ? 1 : -1;
    return (
      sign *
      (typeof x === 'string' && typeof y === 'string'
        ? x.localeCompare(y, 'en', { numeric: true })
        : Number(x) - Number(y))
    );
  });
}

function valueOf(row: Row, column: SortColumn): number | string | null {
  if (column === 'name') return titleOfRow(row);
  if (column === 'hr' || column === 'ndcg' || column === 'mrr') return metricsOfRow(row)?.[column]['10'] ?? null;
  if (row.kind === 'baseline') return null;
  const { run } = row;
  if (column === 'validation') return bestValidation(run);
  if (column === 'seed') return run.recipe.seed;
  return column === 'order' ? 0 : run[column];
}
