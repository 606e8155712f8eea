import { useEffect, useState } from 'react';
import type { Inspected } from '../../../state/look_actions.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel, SelectField } from '../../controls/fields.tsx';
import { useRunNames } from '../../use_run_names.ts';
import { useFirstHistory } from '../try/first_history.ts';
import { HistoryPanel } from '../try/history_panel.tsx';
import { AttentionPanel } from './attention_panel.tsx';
import { EmbeddingPanel } from './embedding_panel.tsx';

/** What happens inside a model when it reads the history that Try asks about. */
export function LookView() {
  const runs = useValue((state) => state.runs);
  const beginning = useValue((state) => state.beginning);
  useFirstHistory();
  if (runs.length === 0) return beginning ? <p role="status">Opening a model to look into…</p> : <NoModel />;
  return (
    <div className="view look-view">
      <div className="column">
        <ModelPanel />
        <HistoryPanel />
      </div>
      <div className="column wide">
        <Inside />
        <EmbeddingPanel />
      </div>
    </div>
  );
}

function NoModel() {
  const { view } = useActions();
  return (
    <div className="notice">
      <p>There is no model yet. Train one, or open a model file, then look inside it here.</p>
      <div className="row">
        <button type="button" onClick={() => view.show('train')}>
          Train a model
        </button>
        <button type="button" onClick={() => view.show('try')}>
          Open a model file
        </button>
      </div>
    </div>
  );
}

function ModelPanel() {
  const names = useRunNames();
  const asked = useValue((state) => state.asked);
  const { trial } = useActions();
  return (
    <Panel title="Model">
      <SelectField
        quiet
        label="Model"
        value={asked ?? ''}
        options={asked === null ? { '': 'choose a model', ...names } : names}
        onChange={(id) => void trial.ask(id === '' ? null : id)}
      />
    </Panel>
  );
}

function Inside() {
  const asked = useValue((state) => state.asked);
  const empty = useValue((state) => state.history.every(({ muted }) => muted));
  const inspected = useInspected();
  if (asked === null) return <p className="notice">Choose a model to look into.</p>;
  if (empty) return <p className="notice">Pick a user or build a history, and see what the model looks at.</p>;
  if (inspected === null) return <p className="muted">Reading the history…</p>;
  if ('lens' in inspected) return <AttentionPanel lens={inspected.lens} />;
  return (
    <p className="notice danger" role="alert">
      The model cannot be looked into. {inspected.failure}
    </p>
  );
}

/** The internals of the model asked on the history; of several answers under way only the last one counts. */
function useInspected(): Inspected | null {
  const history = useValue((state) => state.history);
  const asked = useValue((state) => state.asked);
  const [inspected, setInspected] = useState<Inspected | null>(null);
  const { look } = useActions();
  useEffect(() => {
    let current = true;
    void look.inspect().then((found) => {
      if (current) setInspected(found);
    });
    return () => {
      current = false;
    };
  }, [history, asked, look]);
  return inspected;
}
