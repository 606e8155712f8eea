import { useState } from 'react';
import type { RunSummary } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { NumberField } from '../../controls/fields.tsx';

const USUAL = 4;
/** A browser keeps 40 runs: more than half of them would push out the others. */
const MOST = 20;

/** The same recipe with the next seeds, one after another. */
export function AgainWithSeeds({ run }: { readonly run: RunSummary }) {
  const [seeds, setSeeds] = useState<number | undefined>(undefined);
  const blocked = useValue(({ device, otherTraining }) => device.kind !== 'ready' || otherTraining !== null);
  const { queue } = useActions();
  if (run.phase !== 'finished' && run.phase !== 'stopped') return null;
  const count = seeds ?? USUAL;
  const allowed = Number.isInteger(count) && count >= 1 && count <= MOST;
  return (
    <form
      className="go-on"
      onSubmit={(event) => {
        event.preventDefault();
        void queue().then((all) => all.again(run.id, count));
      }}
    >
      <NumberField
        label="More seeds"
        value={seeds}
        placeholder={String(USUAL)}
        minimum={1}
        maximum={MOST}
        whole
        onChange={setSeeds}
      />
      <button type="submit" disabled={blocked || !allowed}>
        Again with {allowed ? count : '…'} {count === 1 ? 'seed' : 'seeds'}
      </button>
      <small>
        Trains the same recipe with the next seeds, one after another. A run that is at work or paused comes first. A
        queue is not kept over a reload; the runs that ended are.
      </small>
    </form>
  );
}
