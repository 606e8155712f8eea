import { useId, useState, type SyntheticEvent } from 'react';
import { useActions, useValue } from '../../app_context.ts';
import { FileButton, Panel } from '../../controls/fields.tsx';

/** Where data can come from: files, a pasted table, an address, a simulator. */
export function SourcesPanel() {
  const { receive } = useActions();
  return (
    <>
      <Panel title="Your data">
        <p>Drop a table of who did what when anywhere on this page. It is read here and sent nowhere.</p>
        <FileButton label="Choose files…" multiple primary onFiles={(files) => void receive.take(files)} />
        <p className="muted">
          CSV, TSV, JSON, Parquet, Excel (.xlsx), RecBole, MovieLens; also as .gz, .zip or .tar, and several files of
          one table at once. Only an item and a user or session column are needed; what a file does not say is asked.
        </p>
        <p className="muted">
          Your own history will do, too: as Netflix, Spotify, Goodreads, Letterboxd, Last.fm or YouTube (Takeout) export
          it, dropped as it comes and cut into the evenings it was made of.
        </p>
        <PasteBox />
        <AddressBox />
      </Panel>
      <Worlds />
    </>
  );
}

function PasteBox() {
  const [text, setText] = useState('');
  const { data } = useActions();
  const id = useId();
  return (
    <details>
      <summary>Paste a table</summary>
      <div className="bring">
        <label htmlFor={id}>Rows copied from a spreadsheet, or text like a CSV</label>
        <textarea
          id={id}
          rows={5}
          value={text}
          spellCheck={false}
          placeholder={'user,item,time\nann,tea,2026-05-01\nann,cup,2026-05-02'}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="button" disabled={text.trim() === ''} onClick={() => void data.importText(text)}>
          Look at it
        </button>
        <small>Pasting anywhere else on this page does the same.</small>
      </div>
    </details>
  );
}

function AddressBox() {
  const [address, setAddress] = useState('');
  const { data } = useActions();
  const id = useId();
  const fetchIt = (event: SyntheticEvent): void => {
    event.preventDefault();
    if (address.trim() !== '') void data.importAddress(address);
  };
  return (
    <details>
      <summary>Open an address</summary>
      <form className="bring" onSubmit={fetchIt}>
        <label htmlFor={id}>Address of a table or a model on the web</label>
        <input
          id={id}
          type="text"
          inputMode="url"
          value={address}
          placeholder="https://…"
          spellCheck={false}
          autoComplete="off"
          onChange={({ target }) => setAddress(target.value)}
        />
        <button type="submit" disabled={address.trim() === ''}>
          Fetch it
        </button>
        <small>
          The one time this page asks another site. That site is told this address and where this page is,{' '}
          {location.origin}, as browsers tell every site; no cookies, and nothing of your data. It must allow being read
          (CORS). Of a model on the Hugging Face hub its page will do.
        </small>
      </form>
    </details>
  );
}

function Worlds() {
  const worlds = useValue((state) => state.worlds);
  const opening = useValue((state) => state.opening);
  const working = useValue((state) => state.working);
  const current = useValue((state) => state.dataset?.name);
  const { data } = useActions();
  return (
    <Panel title="Simulated worlds">
      <p className="muted">Made by a seeded simulator on this machine, to see what a model can learn.</p>
      <p role="status">{opening === null ? '' : `${opening}…`}</p>
      <ul className="cards">
        {worlds.map(({ name, title, sentence }) => (
          <li key={name}>
            <button
              type="button"
              className="card"
              aria-pressed={name === current}
              disabled={opening !== null || working}
              onClick={() => void data.openWorld(name)}
            >
              <strong>{title}</strong>
              <span>{sentence}</span>
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
