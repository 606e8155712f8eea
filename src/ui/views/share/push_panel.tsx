import { useId, useState } from 'react';
import { useActions, useValue } from '../../app_context.ts';

/** Pushes the folder to the hub. What is typed here stays in these fields, and goes when the dialog does. */
export function PushPanel() {
  const pushing = useValue((state) => state.pushing);
  const ready = useValue((state) => state.offer.kind === 'folder');
  const { share } = useActions();
  const [repository, setRepository] = useState('');
  const [token, setToken] = useState('');
  const [alone, setAlone] = useState(true);
  const id = useId();
  return (
    <details>
      <summary>Push it to the hub</summary>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void share.push({ repository: repository.trim(), token: token.trim(), private: alone });
        }}
      >
        <div className="field">
          <label htmlFor={`${id}-repository`}>Repository</label>
          <input
            id={`${id}-repository`}
            value={repository}
            placeholder="OWNER/NAME"
            spellCheck={false}
            onChange={({ target }) => setRepository(target.value)}
          />
          <small>It is made where there is none</small>
        </div>
        <div className="field">
          <label htmlFor={`${id}-token`}>Your token</label>
          <input
            id={`${id}-token`}
            type="password"
            autoComplete="off"
            value={token}
            placeholder="hf_…"
            onChange={({ target }) => setToken(target.value)}
          />
          <small>With leave to write. Held in memory for this dialog, sent to huggingface.co alone</small>
        </div>
        <label className="check">
          <input type="checkbox" checked={alone} onChange={({ target }) => setAlone(target.checked)} />
          Private, where it is made
        </label>
        <div className="row">
          <button type="submit" disabled={!ready || pushing?.kind === 'pushing'}>
            Push
          </button>
        </div>
        <div aria-live="polite">
          {pushing?.kind === 'pushing' ? <p className="muted">Pushing to {pushing.repository}…</p> : null}
          {pushing?.kind === 'failed' ? <p className="notice danger">{pushing.reason}</p> : null}
          {pushing?.kind === 'done' ? (
            <p>
              Pushed to{' '}
              <a href={pushing.address} target="_blank" rel="noreferrer">
                {pushing.address}
              </a>
              . Read the card there before you make it public.
            </p>
          ) : null}
        </div>
      </form>
    </details>
  );
}
