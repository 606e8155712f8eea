import { useActions, useValue } from '../../app_context.ts';
import { counted } from '../../format.ts';
import { AuditPanel } from './audit_panel.tsx';
import { CodesPanel } from './codes_panel.tsx';
import { DatasetPanel } from './dataset_panel.tsx';
import { EncoderPanel } from './encoder_panel.tsx';
import { GivenCodesPanel } from './given_codes_panel.tsx';
import { HistoriesPanel } from './histories_panel.tsx';
import { ImportPanel } from './import_panel.tsx';
import { ShapePanel } from './shape_panel.tsx';
import { KeptPanel } from './kept_panel.tsx';
import { SourcesPanel } from './sources_panel.tsx';
import { TablesPanel } from './tables_panel.tsx';

/** From files or a simulated world to histories one can look at. */
export function DataView() {
  const importing = useValue((state) => state.importing !== null);
  const dataset = useValue((state) => state.dataset);
  const brought = useValue(
    ({ bringing, encoders, encoderFailure }) => bringing !== null || encoders.length > 0 || encoderFailure !== null,
  );
  return (
    <div className="view data-view">
      <div className="column">
        <SourcesPanel />
        <KeptPanel />
      </div>
      <div className="column wide">
        {importing ? (
          <ImportPanel />
        ) : (
          <>
            <SetAside />
            <Undo />
            {dataset === null && brought ? <EncoderPanel dataset={null} /> : null}
            {dataset === null ? null : (
              <>
                <DatasetPanel dataset={dataset} />
                <HistoriesPanel />
                <ShapePanel key={dataset.id} dataset={dataset} />
                <AuditPanel />
                <EncoderPanel dataset={dataset} />
                <CodesPanel dataset={dataset} />
                <GivenCodesPanel dataset={dataset} />
                <TablesPanel dataset={dataset} />
              </>
            )}
          </>
        )}
      </div>
    </div>
  );
}

/** An import that was cancelled is not lost. */
function SetAside() {
  const setAside = useValue((state) => state.setAside);
  const { data } = useActions();
  if (setAside === null) return null;
  return (
    <div className="notice">
      <p role="status">The import of {setAside.names.join(', ')} was put aside, with the columns you chose.</p>
      <button type="button" onClick={() => data.takeUpImport()}>
        Go on with it
      </button>
    </div>
  );
}

/** What was open before, or how it was shaped before, can be had back. */
function Undo() {
  const before = useValue((state) => state.earlier.at(-1));
  const now = useValue((state) => state.dataset);
  const busy = useValue((state) => state.opening !== null || state.working);
  const { data } = useActions();
  if (before === undefined) return null;
  const { name, users, items, interactions } = before;
  return (
    <div className="notice undo">
      <p>
        Before: {name === now?.name ? 'the same data, shaped differently' : `“${name}”`},{' '}
        {counted(interactions, 'interaction')} of {counted(users, 'user')} with {counted(items, 'item')}.
      </p>
      <button type="button" disabled={busy} onClick={() => void data.undo()}>
        Undo
      </button>
    </div>
  );
}
