import type { DatasetSummary, Problem } from '../../../worker/contract.ts';
import { Panel, Table } from '../../controls/fields.tsx';
import { count, counted, score } from '../../format.ts';

/** The open dataset: how large it is, what was done to its rows, and how well anything can do on it. */
export function DatasetPanel({ dataset }: { readonly dataset: DatasetSummary }) {
  const { name, interactions, users, items, fingerprint, notes, problems, best } = dataset;
  return (
    <Panel title={name}>
      <dl className="figures">
        <Figure name="interactions" value={count(interactions)} />
        <Figure name="users" value={count(users)} />
        <Figure name="items" value={count(items)} />
      </dl>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      {best === null ? null : (
        <p>
          Its process is known: no recommender can do better than HR@10 {score(best.expected.hr10)} and NDCG@10{' '}
          {score(best.expected.ndcg10)} on average.
        </p>
      )}
      <Problems problems={problems} />
      <p className="muted">
        Fingerprint <code>{fingerprint.slice(0, 16)}</code>
      </p>
    </Panel>
  );
}

function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{name}</dt>
    </div>
  );
}

/** Rows that needed a repair, grouped by it. */
function Problems({ problems }: { readonly problems: readonly Problem[] }) {
  if (problems.length === 0) return null;
  return (
    <div className="problems">
      <h3>{counted(problems.length, 'kind')} of rows that needed something</h3>
      {problems.map(({ file, kind, rows, rejected, sentence, examples, repair }) => (
        <details key={`${file} ${kind}`}>
          <summary>
            <span className={rejected ? 'tag warning' : 'tag'}>{count(rows)}</span> {kind}: {repair}
          </summary>
          <p>{sentence}</p>
          <Table
            caption={`Examples of ${kind}`}
            columns={['Row', 'Column', 'Value']}
            rows={examples.map(({ row, column, value }) => [count(row), column, <code key="v">{value}</code>])}
          />
        </details>
      ))}
    </div>
  );
}
