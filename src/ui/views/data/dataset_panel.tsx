import type { DatasetSummary } from '../../../worker/contract.ts';
import { Panel } from '../../controls/fields.tsx';
import { count, counted, score } from '../../format.ts';
import { ProblemList } from './problem_list.tsx';

/** The open dataset: how large it is, what was done to its rows, and how well anything can do on it. */
export function DatasetPanel({ dataset }: { readonly dataset: DatasetSummary }) {
  const { name, interactions, users, items, fingerprint, notes, problems, best, division } = dataset;
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
      {division === null ? null : <p>{division}</p>}
      {best === null ? null : (
        <p>
          Its process is known: no recommender can do better than HR@10 {score(best.expected.hr10)} and NDCG@10{' '}
          {score(best.expected.ndcg10)} on average.
        </p>
      )}
      {problems.length === 0 ? null : (
        <>
          <h3>{counted(problems.length, 'kind')} of rows that needed something</h3>
          <ProblemList problems={problems} />
        </>
      )}
      <p className="muted">
        Fingerprint <code>{fingerprint.slice(0, 16)}</code>
      </p>
    </Panel>
  );
}

/** A number with its name under it. */
export function Figure({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div>
      <dd>{value}</dd>
      <dt>{name}</dt>
    </div>
  );
}
