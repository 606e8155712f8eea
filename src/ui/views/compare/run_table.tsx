import { useState } from 'react';
import { asked } from '../../../core/asked.ts';
import { metricsOfRow, titleOfRow, type Group, type Row } from '../../../state/compare_rows.ts';
import { withSeedGroups } from '../../../state/seed_groups.ts';
import type { RankingMetric } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { score, unparted } from '../../format.ts';
import { Cautions } from '../cautions.tsx';
import { range } from './range.ts';
import { RunCells } from './run_cells.tsx';
import { RunDetails } from './run_details.tsx';
import { SeedsRow } from './seeds_row.tsx';
import { sorted, type Sort, type SortColumn } from './sorting.ts';
import { Swatch } from './swatch.tsx';

const columns: readonly { readonly column: SortColumn | null; readonly title: string }[] = [
  { column: 'name', title: 'Run' },
  { column: 'ndcg', title: 'NDCG@10' },
  { column: 'hr', title: 'HR@10' },
  { column: 'mrr', title: 'MRR@10' },
  { column: 'validation', title: 'validation' },
  { column: null, title: 'changed' },
  { column: 'parameters', title: 'parameters' },
  { column: 'epochs', title: 'epochs' },
  { column: 'seconds', title: 'time' },
  { column: 'seed', title: 'seed' },
  { column: null, title: 'status' },
];

/** What the brackets of a group of seeds hold. */
const SEEDS =
  '; of runs that differ in their seed only, the mean and the 95\u00a0% interval of Student’s t over the seeds, on the same users';

/** All runs of one dataset under one protocol, and the baselines; a tick puts a row into the comparison. */
export function RunTable({ group }: { readonly group: Group }) {
  const [sort, setSort] = useState<Sort>({ column: 'order', descending: false });
  const [open, setOpen] = useState<string | null>(null);
  const { dataset, protocol, rows } = group;
  const [closed, setClosed] = useState<readonly string[]>([]);
  const tested = rows.map(metricsOfRow).find((metrics) => metrics !== null);
  const shown = withSeedGroups(sorted(rows, sort));
  const groups = shown.filter((one) => one.kind === 'seeds');
  const hidden = groups.flatMap(({ key, members }) => (closed.includes(key) ? members : []));
  const toggle = (key: string): void =>
    setClosed(closed.includes(key) ? closed.filter((other) => other !== key) : [...closed, key]);
  return (
    <Panel
      title={`Runs on ${dataset}${protocol.seen === 'kept' ? ', seen items may come again' : ''}`}
      className="runs"
    >
      <div className="table" role="region" aria-label={`Runs on ${dataset}, protocol ${protocol.hash}`} tabIndex={0}>
        <table className="numeric">
          <caption className="hidden">Runs on {dataset}: test metrics with 95 % intervals over users</caption>
          <thead>
            <tr>
              {columns.map(({ column, title }) => (
                <HeadCell key={title} column={column} title={title} sort={sort} onSort={setSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => {
              if (row.kind === 'seeds') {
                const isOpen = !closed.includes(row.key);
                return <SeedsRow key={row.key} group={row} open={isOpen} onOpen={() => toggle(row.key)} />;
              }
              if (hidden.some(({ key }) => key === row.key)) return null;
              return (
                <TableRow
                  key={row.key}
                  row={row}
                  open={open === row.key}
                  onOpen={() => setOpen(open === row.key ? null : row.key)}
                />
              );
            })}
          </tbody>
        </table>
      </div>
      {tested == null ? null : <Cautions result={tested} />}
      <p className="protocol">
        {unparted(protocol.sentence)} Test targets{tested == null ? '' : ` of ${asked(tested)}`}, in brackets the
        95&nbsp;% interval over users{groups.length === 0 ? '' : SEEDS}. Protocol <code>{protocol.hash}</code>.
      </p>
    </Panel>
  );
}

interface HeadCellProps {
  readonly column: SortColumn | null;
  readonly title: string;
  readonly sort: Sort;
  readonly onSort: (sort: Sort) => void;
}

/** A column's head sorts by it: numbers the largest first, then the other way, then as they were trained. */
function HeadCell({ column, title, sort, onSort }: HeadCellProps) {
  if (column === null) return <th scope="col">{title}</th>;
  const on = sort.column === column;
  const first = column !== 'name';
  const next: Sort =
    on && sort.descending !== first
      ? { column: 'order', descending: false }
      : { column, descending: on ? !first : first };
  return (
    <th scope="col" aria-sort={on ? (sort.descending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" className="sort" onClick={() => onSort(next)}>
        {title} <span aria-hidden="true">{on ? (sort.descending ? '▼' : '▲') : ''}</span>
      </button>
    </th>
  );
}

interface TableRowProps {
  readonly row: Row;
  readonly open: boolean;
  readonly onOpen: () => void;
}

function TableRow({ row, open, onOpen }: TableRowProps) {
  const ticked = useValue((state) => state.ticked.includes(row.key));
  const { compare } = useActions();
  const title = titleOfRow(row);
  return (
    <>
      <tr className={row.kind}>
        <th scope="row">
          <span className="contender">
            <input
              type="checkbox"
              aria-label={`Compare ${title}`}
              checked={ticked}
              disabled={metricsOfRow(row) === null}
              onChange={() => void compare.tick(row.key)}
            />
            {row.kind === 'run' ? <Swatch id={row.run.id} /> : null}
            {row.kind === 'run' ? (
              <button type="button" className="name" aria-expanded={open} onClick={onOpen}>
                {title}
              </button>
            ) : (
              title
            )}
          </span>
        </th>
        <Score row={row} metric="ndcg" />
        <Score row={row} metric="hr" />
        <Score row={row} metric="mrr" />
        <RunCells row={row} />
      </tr>
      {open && row.kind === 'run' ? (
        <tr className="details">
          <td colSpan={columns.length}>
            <RunDetails run={row.run} />
          </td>
        </tr>
      ) : null}
    </>
  );
}

/** A test metric with its interval, once that is computed. */
function Score({ row, metric }: { readonly row: Row; readonly metric: RankingMetric }) {
  const interval = useValue((state) => state.intervals[row.key]?.[metric]);
  const metrics = metricsOfRow(row);
  if (metrics === null) return <td className="muted">not tested</td>;
  return (
    <td>
      {score(metrics[metric]['10'])}
      <small className="interval">{interval === undefined ? '' : range(interval)}</small>
    </td>
  );
}
