import { useId, useState } from 'react';
import type { ContestCell, ContestRow, ContestTable } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel, Table } from '../../controls/fields.tsx';

/** Which model solves which of the worlds whose answers are known: folded away until somebody asks. */
export function ContestPanel() {
  const contest = useValue((state) => state.contest);
  const failure = useValue((state) => state.contestFailure);
  const { papers } = useActions();
  const [open, setOpen] = useState(false);
  const id = useId();
  const unfold = (): void => {
    setOpen(!open);
    if (!open) void papers.readContest();
  };
  return (
    <Panel title="Which model solves which world">
      <p>
        Worlds whose best possible result is known, each asking for one thing of a model, and four kinds of models on
        them.
      </p>
      <button type="button" aria-expanded={open} aria-controls={open ? id : undefined} onClick={unfold}>
        {open ? 'Hide the table' : 'Show the table'}
      </button>
      {open ? (
        <div id={id} className="contest">
          {contest !== null ? (
            <Contest contest={contest} />
          ) : failure === null ? (
            <p role="status" className="muted">
              Reading the results…
            </p>
          ) : (
            <div className="notice danger" role="alert">
              <p>The results could not be read. {failure}</p>
              <button type="button" onClick={() => void papers.readContest()}>
                Try again
              </button>
            </div>
          )}
        </div>
      ) : null}
    </Panel>
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
        Each number is NDCG@10 as a share of what the process itself reaches on the same targets, the mean over{' '}
        {seeds.length} seeds with the least and the most. A world is solved where it is {solved} or more with every
        seed. Leave-one-out, the whole catalogue ranked.
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
