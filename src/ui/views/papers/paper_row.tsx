import { useId } from 'react';
import type { PaperCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { PaperResult } from './paper_result.tsx';
import { RunHere } from './run_here.tsx';
import { statusLook, statusWords } from './status.ts';

/** A paper in one line, which opens into all that is known of it. */
export function PaperRow({ paper }: { readonly paper: PaperCard }) {
  const open = useValue((state) => state.openPaper === paper.id);
  const { papers } = useActions();
  const id = useId();
  return (
    <li>
      <button
        type="button"
        className="paper"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => papers.open(open ? null : paper.id)}
      >
        <span className="number">{paper.id}</span>
        <span className="title">{paper.title}</span>
        <span className={statusLook[paper.status]}>{statusWords[paper.status]}</span>
      </button>
      {open ? <Details id={id} paper={paper} /> : null}
    </li>
  );
}

function Details({ id, paper }: { readonly id: string; readonly paper: PaperCard }) {
  const { adds, part, carried, leftOut, accepts, experiment, result, checks, reason, title } = paper;
  const source = [paper.authors, paper.year, paper.identifier].filter((fact) => fact !== null).join(', ');
  const facts: readonly (readonly [string, string])[] = [
    ['Here', carried],
    ['Left out', leftOut],
    ['Accepted when', accepts],
    ['Part', part ?? 'none yet'],
    ...(source === '' ? [] : [['Source', source] as const]),
  ];
  return (
    <div id={id} className="paper-details" role="region" aria-label={title}>
      <p>{adds}</p>
      <dl>
        {facts.map(([name, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <p>
        <strong>{statusWords[paper.status]}</strong>: {reason}
      </p>
      {experiment === null ? null : (
        <>
          {result === null ? null : <PaperResult recipe={experiment} record={result} checks={checks} />}
          <RunHere paper={paper} recipe={experiment} />
        </>
      )}
    </div>
  );
}
