import type { RunSummary } from '../../../worker/contract.ts';
import { Table } from '../../controls/fields.tsx';
import { count, score } from '../../format.ts';

/** What a model file says its model scored. */
export function StatedScores({ run: { snapshot, recipe } }: { readonly run: RunSummary }) {
  const scores = snapshot?.scores ?? [];
  if (scores.length === 0) return <p className="muted">Its file states no score.</p>;
  const { hash, seen } = recipe.protocol;
  return (
    <>
      <p className="muted">
        Stated in its file, not measured here; protocol {hash}, seen items {seen}.
      </p>
      <Table
        numeric
        caption="Scores stated in the file"
        columns={['targets', 'weights', 'NDCG@10', 'HR@10', 'users']}
        rows={scores.map(({ stage, weights, users, values }) => [
          ...[stage, weights, stated(values['ndcg@10']), stated(values['hr@10']), count(users)],
        ])}
      />
    </>
  );
}

const stated = (value: number | undefined): string => (value === undefined ? '–' : score(value));
