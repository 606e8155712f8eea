import { useEffect, useState } from 'react';
import type { Setting } from '../../../worker/contract.ts';
import { isBusy } from '../../../state/phases.ts';
import { useActions, useValue } from '../../app_context.ts';
import { NumberField } from '../../controls/fields.tsx';
import { count, counted } from '../../format.ts';

/** More epochs for a run that is over: to the bits of one that had them from the beginning, or why that cannot be. */
export function GoOn({ run }: { readonly run: string }) {
  const ended = useValue((state) => state.ended);
  const { run: runs } = useActions();
  useEffect(() => {
    if (ended === null) void runs.lookForEnded();
  }, [ended, runs]);
  if (ended?.run !== run) return null;
  const { training } = ended.recipe;
  if (ended.whyNot !== null) {
    return (
      <p className="muted">
        It cannot go on for more epochs: {ended.whyNot}. Set more than {counted(training.epochs, 'epoch')} under Model
        and train again.
      </p>
    );
  }
  return <MoreEpochs done={ended.epoch} patient={training.patience > 0} />;
}

function MoreEpochs({ done, patient }: { readonly done: number; readonly patient: boolean }) {
  const [more, setMore] = useState<number | undefined>(undefined);
  const busy = useValue(
    ({ working, phase, opening, otherTraining, device }) =>
      working || isBusy(phase) || opening !== null || otherTraining !== null || device.kind !== 'ready',
  );
  const { run, data } = useActions();
  const usual = Math.max(1, Math.ceil(done / 2));
  const epochs = more ?? usual;
  const most = useValue(({ training }) => mostOf(training?.settings.epochs)) - done;
  const allowed = Number.isInteger(epochs) && epochs >= 1 && epochs <= most;
  const stopping = patient ? ' Where nothing had improved any more, it goes on without early stopping.' : '';
  return (
    <form
      className="go-on"
      onSubmit={(event) => {
        event.preventDefault();
        void run.goOn(epochs, data);
      }}
    >
      <NumberField
        label="More epochs"
        value={more}
        placeholder={count(usual)}
        minimum={1}
        maximum={most}
        whole
        onChange={setMore}
      />
      <button type="submit" disabled={busy || !allowed}>
        Go on
      </button>
      <small>
        After {counted(done, 'epoch')} it goes on as a run of its own, to the same bits as if it had had{' '}
        {allowed ? count(done + epochs) : 'so many'} from the beginning.{stopping}
      </small>
    </form>
  );
}

/** The largest value of a setting that is a number. */
const mostOf = (setting: Setting | undefined): number =>
  setting !== undefined && 'maximum' in setting ? setting.maximum : Infinity;
