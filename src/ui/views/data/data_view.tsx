import { useActions, useValue } from '../../app_context.ts';
import { FileButton, Panel } from '../../controls/fields.tsx';
import { AuditPanel } from './audit_panel.tsx';
import { DatasetPanel } from './dataset_panel.tsx';
import { HistoriesPanel } from './histories_panel.tsx';
import { ImportPanel } from './import_panel.tsx';
import { ShapingPanel } from './shaping_panel.tsx';

/** From files or a simulated world to histories one can look at. */
export function DataView() {
  const importing = useValue((state) => state.importing !== null);
  const dataset = useValue((state) => state.dataset);
  return (
    <div className="view data-view">
      <div className="column">
        <SourcesPanel />
      </div>
      <div className="column wide">
        {importing ? <ImportPanel /> : null}
        {dataset === null ? null : (
          <>
            <DatasetPanel dataset={dataset} />
            <HistoriesPanel />
            <AuditPanel />
            <ShapingPanel key={dataset.id} dataset={dataset} />
          </>
        )}
      </div>
    </div>
  );
}

function SourcesPanel() {
  const worlds = useValue((state) => state.worlds);
  const opening = useValue((state) => state.opening);
  const working = useValue((state) => state.working);
  const current = useValue((state) => state.dataset?.name);
  const { data } = useActions();
  return (
    <>
      <Panel title="Your data">
        <p>Drop a table of who did what when anywhere on this page. It is read here and sent nowhere.</p>
        <FileButton label="Choose files…" multiple primary onFiles={(files) => void data.importFiles(files)} />
        <p className="muted">
          CSV, TSV, RecBole, MovieLens, JSON lines; also as .gz or .zip, several at once. Only an item and a user or
          session column are needed.
        </p>
      </Panel>
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
    </>
  );
}
