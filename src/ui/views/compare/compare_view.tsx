import { useEffect, useMemo } from 'react';
import { groupsOf } from '../../../state/compare_rows.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { counted } from '../../format.ts';
import { ExportRow } from './export_row.tsx';
import { OverlayPanel } from './overlay_panel.tsx';
import { PairPanel } from './pair_panel.tsx';
import { QueuePanel } from './queue_panel.tsx';
import { RunTable } from './run_table.tsx';
import { ShelfPanel } from './shelf_panel.tsx';

/** Runs of this and earlier visits, beside each other and beside the baselines. */
export function CompareView() {
  const runs = useValue((state) => state.runs);
  const ticked = useValue((state) => state.ticked);
  const ready = useValue((state) => state.baselines.length > 0);
  const working = useValue((state) => state.working);
  const { compare } = useActions();
  const groups = useMemo(() => groupsOf(runs), [runs]);
  const rows = useMemo(() => {
    const all = groups.flatMap((group) => group.rows);
    return ticked.flatMap((key) => all.find((row) => row.key === key) ?? []);
  }, [groups, ticked]);
  // Again when a run ends: it is in the list then.
  useEffect(() => {
    if (ready && !working) void compare.look();
  }, [ready, working, compare]);
  const shipped = useValue((state) => state.demo);
  const files = runs.filter(({ id, snapshot }) => snapshot !== null && id !== shipped).length;
  return (
    <div className="compare-view">
      <Undo />
      <QueuePanel />
      {groups.length < 1 ? <Empty /> : <PairPanel rows={rows} />}
      {groups.map((group) => (
        <div key={group.key} className="column">
          <RunTable group={group} />
          <ExportRow group={group} />
        </div>
      ))}
      <OverlayPanel />
      {files > 0 && groups.length > 0 ? (
        <p className="muted">
          {counted(files, 'model')} from files {files === 1 ? 'is' : 'are'} not in the table: a model file holds no
          ranks of users to compare.
        </p>
      ) : null}
      <ShelfPanel />
    </div>
  );
}

function Empty() {
  const canTrain = useValue((state) => state.device.kind !== 'none');
  const { view } = useActions();
  if (!canTrain) return <OnlyBaselines />;
  return (
    <Panel title="Nothing to compare yet">
      <p>
        Train two runs: press Train, wait for the verdict, change one setting (or only the seed) and press Train again.
        They appear here with the baselines beside them, and stay for your next visit.
      </p>
      <button type="button" className="primary" onClick={() => view.show('train')}>
        Go to Train
      </button>
    </Panel>
  );
}

/** What can be compared where nothing can be trained. */
function OnlyBaselines() {
  const noData = useValue((state) => state.dataset === null);
  const blocked = useValue((state) => state.working || state.dataset === null);
  const { run, view } = useActions();
  const measure = (): void => {
    view.show('train');
    void run.measureBaselines();
  };
  return (
    <Panel title="Nothing to compare yet">
      <p>
        This page compares runs that were trained in this browser, and without a GPU there are none. The baselines need
        no GPU: they can be measured on {noData ? 'the data that you open' : 'the open data'} and stand in Train, beside
        each other.
      </p>
      <div className="row">
        <button type="button" className="primary" disabled={blocked} onClick={measure}>
          Measure the baselines
        </button>
        <button type="button" onClick={() => view.show('data')}>
          Open data
        </button>
      </div>
    </Panel>
  );
}

function Undo() {
  const deleted = useValue((state) => state.deleted);
  const { compare } = useActions();
  return (
    <div role="status">
      {deleted === null ? null : (
        <p className="notice">
          <span>{deleted.name} was deleted.</span>
          <button type="button" onClick={() => void compare.undo()}>
            Undo
          </button>
        </p>
      )}
    </div>
  );
}
