import { besideOf } from '../../../state/look_actions.ts';
import { useValue, useActions } from '../../app_context.ts';
import { Panel, SelectField } from '../../controls/fields.tsx';
import { useRunNames } from '../../use_run_names.ts';
import { useFirstHistory } from '../try/first_history.ts';
import { HistoryPanel } from '../try/history_panel.tsx';
import { LensPanel } from './lens_panel.tsx';
import { PicturesPanel } from './pictures_panel.tsx';
import { useLenses } from './use_looked.ts';

/** What happens inside a model: a lens is chosen, and the history that Try asks about. */
export function LookView() {
  const runs = useValue((state) => state.runs);
  const beginning = useValue((state) => state.beginning);
  useFirstHistory();
  if (runs.length === 0) return beginning ? <p role="status">Opening a model to look into…</p> : <NoModel />;
  return <Looking />;
}

function Looking() {
  const asked = useValue((state) => state.asked);
  const chosen = useValue((state) => state.lens);
  const lenses = useLenses();
  // Those that read an item stand beside a map, where one is chosen.
  const offered = (lenses ?? []).filter(({ reads }) => reads !== 'item');
  const lens = offered.find(({ name }) => name === chosen) ?? offered.at(0);
  return (
    <div className="view look-view">
      <div className="column">
        <ModelPanel />
        {lens === undefined ? null : <LensPanel lenses={offered} chosen={lens} />}
        <HistoryPanel />
      </div>
      <div className="column wide">
        {asked === null ? <p className="notice">Choose a model to look into.</p> : null}
        {lens === undefined ? null : <PicturesPanel key={lens.name} lens={lens} lenses={lenses ?? []} />}
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
  const beside = useValue(besideOf);
  const { trial, look } = useActions();
  const others = Object.entries(names).filter(([id]) => id !== asked);
  return (
    <Panel title="Model">
      <SelectField
        quiet
        label="Model"
        value={asked ?? ''}
        options={asked === null ? { '': 'choose a model', ...names } : names}
        onChange={(id) => void trial.ask(id === '' ? null : id)}
      />
      {asked === null || others.length === 0 ? null : (
        <SelectField
          label="Beside it"
          value={beside ?? ''}
          options={{ '': 'no other model', ...Object.fromEntries(others) }}
          onChange={(id) => look.look({ beside: id === '' ? null : id })}
        />
      )}
    </Panel>
  );
}
