import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { counted } from '../../format.ts';
import { may } from '../../../state/phases.ts';
import type { QueuedRun } from '../../../state/slices/queue.ts';

/** What is trained in turn: how far it is, and a way to leave the one and the rest. */
export function QueuePanel() {
  const queued = useValue((state) => state.queued);
  const inTurn = useValue((state) => state.inTurn);
  const done = useValue((state) => state.queueDone);
  const note = useValue((state) => state.queueNote);
  const { queue } = useActions();
  if (inTurn === null && queued.length === 0) {
    if (note === null) return null;
    return (
      <p className="notice warning" role="alert">
        {note}
      </p>
    );
  }
  const total = done + queued.length + (inTurn === null ? 0 : 1);
  return (
    <Panel title="In turn">
      {inTurn === null ? (
        <p role="status">{counted(queued.length, 'run')} wait until the run that is at work or paused is over.</p>
      ) : (
        <Turn run={inTurn} words={`run ${done + 1} of ${total}`} />
      )}
      {queued.length === 0 ? null : (
        <div className="row">
          <span>Then seed {queued.map(({ recipe }) => recipe.seed).join(', ')}.</span>
          <button type="button" onClick={() => void queue().then((all) => all.cancelRest())}>
            Cancel the rest
          </button>
        </div>
      )}
    </Panel>
  );
}

function Turn({ run, words }: { readonly run: QueuedRun; readonly words: string }) {
  const step = useValue(({ steps }) => steps?.step ?? 0);
  const most = useValue(({ steps }) => steps?.totalSteps ?? 1);
  const stoppable = useValue(({ phase, leaving }) => may(phase, 'stop') && leaving === null);
  const { run: runs } = useActions();
  return (
    <div className="row">
      <span role="status">
        {run.name} again, seed {run.recipe.seed}: {words}
      </span>
      <progress value={step} max={most} aria-label={`Training with seed ${run.recipe.seed}`} />
      <button type="button" disabled={!stoppable} onClick={() => void runs.stop()}>
        Stop this one
      </button>
    </div>
  );
}
