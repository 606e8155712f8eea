import { useState } from 'react';
import type { KeptDataset } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { bytes, counted } from '../../format.ts';

/** More are kept than are listed. */
const SHOWN = 5;

/** Data of files that this browser keeps, the one used last first. */
export function KeptPanel() {
  const all = useValue((state) => state.keptDatasets);
  const storage = useValue((state) => state.storage);
  const files = all.filter(({ world }) => world === null);
  if (files.length === 0) return null;
  return (
    <Panel title="Kept in this browser">
      <ul className="kept-data">
        {files.slice(0, SHOWN).map((kept) => (
          <li key={kept.id}>
            <Row kept={kept} />
          </li>
        ))}
      </ul>
      <p className="muted">
        Nothing of it leaves this machine.
        {storage === null
          ? ''
          : ` At most ${bytes(storage.mostDatasets)} are kept; what was not used for longest goes first.`}
        {storage?.persisted === false ? ' The browser may delete it when the disk gets full.' : ''}
      </p>
    </Panel>
  );
}

/** Deleting is asked for twice: the file may be the only copy. */
function Row({ kept }: { readonly kept: KeptDataset }) {
  const [sure, setSure] = useState(false);
  const busy = useValue((state) => state.opening !== null || state.working);
  const open = useValue(({ keeping }) => keeping?.kept === true && keeping.dataset.id === kept.id);
  const { data, keep } = useActions();
  const { id, name, interactions } = kept;
  const what = `${counted(interactions, 'interaction')}, ${bytes(kept.bytes)}`;
  return (
    <>
      <span>
        <strong>{name}</strong> <span className="muted">{what}</span>
      </span>
      <span className="row">
        {sure ? (
          <>
            <button type="button" onClick={() => void keep.forget(id)}>
              Delete for good
            </button>
            <button type="button" autoFocus onClick={() => setSure(false)}>
              Keep it
            </button>
          </>
        ) : (
          <>
            {open ? (
              <span className="tag">open</span>
            ) : (
              <button type="button" disabled={busy} onClick={() => void data.openKept(kept)}>
                Open<span className="hidden"> {name}</span>
              </button>
            )}
            <button type="button" disabled={busy} onClick={() => setSure(true)}>
              Delete<span className="hidden"> {name}</span>
            </button>
          </>
        )}
      </span>
    </>
  );
}
