import type { ContestCell, ContestRow, ContestTable } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Table } from '../../controls/fields.tsx';
import { Folded } from './folded.tsx';

/** Which model solves which of the worlds whose answers are known: folded away until somebody asks. */
export function ContestPanel() {
  const contest = useValue((state) => state.contest);
  const failure = useValue((state) => state.contestFailure);
  const { papers } = useActions();
  return (
    <Folded
      title="Which model solves which world"
      intro="Worlds whose best possible result is known, each asking for one thing of a model, and models that differ in what moves information along a history."
      shown="the table"
      failure={failure}
      read={() => papers.readContest()}
    >
      {contest === null ? null : <Contest contest={contest} />}
    </Folded>
  );
}

function Contest({ contest }: { readonly contest: ContestTable }) {
  const { rows, contenders, seeds, solved, todo } = contest;
  const runs = rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.runs));
  const adapters = [...new Set(runs.map(({ adapter }) => adapter))];
  return (
    <>
      <Table
        numeric
        caption="Which model solves which world"
        columns={['world', ...contenders.map(({ title }) => title)]}
        rows={rows.map(({ title, cells }) => [
          title,
          ...cells.map((cell) => <Outcome key={cell.contender} cell={cell} />),
        ])}
      />
      <p className="muted">
        Each number is NDCG@10 as a share of what the process itself reaches on the same targets, the mean over the
        seeds that were run, of {seeds.length}, with the least and the most. A world is solved where it is {solved} or
        more with every seed. Leave-one-out, the whole catalogue ranked.
        {adapters.length === 0 ? '' : ` Trained on ${adapters.join(', ')}.`}
        {todo.length === 0
          ? ''
          : ` ${todo.length} of ${todo.length + runs.length} runs are not made yet; lab worlds --table makes them.`}
      </p>
      {rows.map((row) => (
        <Reasons key={row.world} row={row} contest={contest} />
      ))}
    </>
  );
}

function Outcome({ cell: { share, solves, expected } }: { readonly cell: ContestCell }) {
  const of = (value: number): string => value.toFixed(3);
  if (share === null) return <span className="muted">not run yet</span>;
  const spread = share.least === share.most ? '' : ` (${of(share.least)} to ${of(share.most)})`;
  const word = solves === null ? null : solves ? 'solved' : 'not solved';
  return (
    <>
      {word === null ? null : <span className={solves === true ? 'tag good' : 'tag'}>{word}</span>} {of(share.mean)}
      {spread}
      {expected.solves === 'open' || solves === null || (expected.solves === 'yes') === solves ? null : (
        <>
          {' '}
          <span className="tag danger">not as expected</span>
        </>
      )}
    </>
  );
}

/** What a world asks for, and what was expected of each model before it was run. */
function Reasons({ row, contest }: { readonly row: ContestRow; readonly contest: ContestTable }) {
  const words = { yes: 'solves it', no: 'does not solve it', open: 'open' } as const;
  return (
    <details>
      <summary>{row.title}: what it asks for, and what was expected</summary>
      <p>{row.sentence}</p>
      <p>{row.hypothesis}</p>
      {row.oracle === null ? null : (
        <p>
          The process itself reaches HR@10 {row.oracle.hr10.toFixed(3)} and NDCG@10 {row.oracle.ndcg10.toFixed(3)}.
        </p>
      )}
      <dl>
        {row.cells.map(({ contender, expected }) => {
          const known = contest.contenders.find(({ name }) => name === contender);
          return (
            <div key={contender}>
              <dt>
                {known?.title}, {known?.mixer}
              </dt>
              <dd>
                Expected: {words[expected.solves]}. {expected.because}{' '}
                <small className="muted">{expected.source}.</small>
              </dd>
            </div>
          );
        })}
      </dl>
    </details>
  );
}
