import type { ReactNode } from 'react';
import type { Problem } from '../../../worker/contract.ts';
import { Table } from '../../controls/fields.tsx';
import { count } from '../../format.ts';

interface ProblemListProps {
  readonly problems: readonly Problem[];
  /** What else could be done about a group. */
  readonly choice?: (problem: Problem) => ReactNode;
}

/** Rows that needed something, grouped by what was done, each group with rows to look at. */
export function ProblemList({ problems, choice }: ProblemListProps) {
  return (
    <div className="problems">
      {problems.map((problem) => {
        const { file, kind, rows, rejected, sentence, examples, repair } = problem;
        return (
          <details key={`${file} ${kind} ${sentence}`}>
            <summary>
              <span className={rejected ? 'tag warning' : 'tag'}>{count(rows)}</span> {kind}: {repair}
            </summary>
            <p>{sentence}</p>
            {examples.length === 0 ? null : (
              <Table
                caption={`Examples of ${kind}`}
                columns={['Row', 'Column', 'The row as it stands']}
                rows={examples.map(({ row, column, value, cells }) => [
                  count(row),
                  column,
                  <Cells
                    key="cells"
                    cells={cells.length === 0 ? [value] : cells}
                    marked={column === '' ? '' : value}
                  />,
                ])}
              />
            )}
            {choice?.(problem)}
          </details>
        );
      })}
    </div>
  );
}

/** The fields of a row side by side; the one at fault stands out. */
function Cells({ cells, marked }: { readonly cells: readonly string[]; readonly marked: string }) {
  const at = marked === '' ? -1 : cells.indexOf(marked);
  return (
    <span className="cells">
      {cells.map((cell, i) => (
        <code key={i} className={i === at ? 'marked' : undefined}>
          {cell === '' ? 'empty' : cell}
        </code>
      ))}
    </span>
  );
}
