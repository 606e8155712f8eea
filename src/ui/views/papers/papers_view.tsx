import { useEffect } from 'react';
import { fitting } from '../../../state/papers_actions.ts';
import { anyPaper } from '../../../state/slices/papers.ts';
import type { PaperCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { ContestPanel } from './contest_panel.tsx';
import { CostPanel } from './cost_panel.tsx';
import { FilterRow } from './filter_row.tsx';
import { PaperRow } from './paper_row.tsx';

/** Every paper that this product draws on, with what its experiment came to. */
export function PapersView() {
  const papers = useValue((state) => state.papers);
  const failure = useValue((state) => state.papersFailure);
  const { papers: actions } = useActions();
  useEffect(() => void actions.list(), [actions]);
  return (
    <div className="papers-view">
      <Panel title="Papers">
        <p>
          Each paper behind this product is a row: what it adds, what of it is here, and the experiment that accepts it,
          with what is expected stated before it is run. The status is computed from recorded numbers each time.
        </p>
        {papers === null ? null : <FilterRow papers={papers} />}
      </Panel>
      <ContestPanel />
      <CostPanel />
      {papers !== null ? <Groups papers={papers} /> : failure === null ? <Loading /> : <Failed reason={failure} />}
    </div>
  );
}

const Loading = () => (
  <p role="status" className="muted">
    Reading the papers…
  </p>
);

function Failed({ reason }: { readonly reason: string }) {
  const { papers } = useActions();
  return (
    <div className="notice danger" role="alert">
      <p>The papers could not be listed. {reason}</p>
      <button type="button" onClick={() => void papers.list()}>
        Try again
      </button>
    </div>
  );
}

function Groups({ papers }: { readonly papers: readonly PaperCard[] }) {
  const filter = useValue((state) => state.paperFilter);
  const { papers: actions } = useActions();
  const shown = fitting(papers, filter);
  const groups = [...new Set(shown.map(({ group }) => group))];
  if (shown.length === 0) {
    return (
      <div className="notice">
        <p>No paper fits.</p>
        <button type="button" onClick={() => actions.filter(anyPaper)}>
          Show all papers
        </button>
      </div>
    );
  }
  return groups.map((group) => {
    const members = shown.filter((paper) => paper.group === group);
    return (
      <Panel key={group} title={`${group} · ${members[0].groupTitle}`}>
        <ul className="papers">
          {members.map((paper) => (
            <PaperRow key={paper.id} paper={paper} />
          ))}
        </ul>
      </Panel>
    );
  });
}
