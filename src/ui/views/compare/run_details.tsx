import { adapterName } from '../../../core/adapter_line.ts';
import { useId, useState } from 'react';
import { settingsOf } from '../../../state/compare_rows.ts';
import { isBusy } from '../../../state/phases.ts';
import type { RunSummary } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { settingName } from '../../setting_words.ts';
import { AgainWithSeeds } from './again_with_seeds.tsx';
import { GoOn } from '../train/go_on.tsx';
import { VerifyPanel } from '../share/verify_panel.tsx';

/** What can be done with a run, and all its settings. */
export function RunDetails({ run }: { readonly run: RunSummary }) {
  const busy = useValue((state) => state.working || isBusy(state.phase));
  const opening = useValue((state) => state.opening !== null);
  const noDevice = useValue((state) => state.device.kind === 'none' || state.device.kind === 'lost');
  const other = useValue((state) => state.otherTraining !== null);
  const { compare, run: runs, view } = useActions();
  const { id, recipe, adapter, weightsSha256, note } = run;
  return (
    <div className="run-details">
      <Rename run={run} />
      <div className="row">
        {run.phase === 'paused' ? (
          <>
            <button type="button" disabled={busy || noDevice || other} onClick={() => void runs.takeUp(run)}>
              Resume
            </button>
            <button type="button" disabled={busy || noDevice || other} onClick={() => void runs.test(run)}>
              Stop and test
            </button>
          </>
        ) : null}
        <button
          type="button"
          disabled={opening}
          onClick={() => {
            view.show('try');
            void compare.tryOut(id);
          }}
        >
          Try it
        </button>
        <button type="button" disabled={busy} onClick={() => void compare.forget(id)}>
          Delete
        </button>
      </div>
      <GoOn run={id} />
      <AgainWithSeeds run={run} />
      {run.phase === 'finished' || run.phase === 'stopped' ? <VerifyPanel run={run} /> : null}
      {note === '' ? null : <p>{note}</p>}
      <dl className="settings">
        {[...settingsOf(recipe)].map(([name, value]) => (
          <div key={name}>
            <dt>{settingName(name)}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">
        {adapter === null ? '' : `Trained on ${adapterName(adapter)}. `}Weights{' '}
        <code>{weightsSha256.slice(0, 16)}</code>.
      </p>
    </div>
  );
}

function Rename({ run }: { readonly run: RunSummary }) {
  const [name, setName] = useState(run.name);
  const { compare } = useActions();
  const id = useId();
  return (
    <form
      className="row"
      onSubmit={(event) => {
        event.preventDefault();
        void compare.rename(run.id, name);
      }}
    >
      <label htmlFor={id}>Name</label>
      <input id={id} className="short" value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
      <button type="submit" disabled={name.trim() === run.name}>
        Rename
      </button>
    </form>
  );
}
