import { useValue } from '../../app_context.ts';
import { isBusy } from '../../../state/phases.ts';
import { patienceLeft } from './curve.ts';

/** How long the run goes on without getting better: a bar that shrinks, and fills up with every better validation. */
export function Patience() {
  const patience = useValue((state) => state.prepared?.recipe.training.patience ?? 0);
  const validation = useValue((state) => state.validation);
  const going = useValue((state) => isBusy(state.phase) || state.phase === 'paused');
  const found = patienceLeft(validation, patience);
  if (found === null || !going) return null;
  return (
    <div className="patience">
      <progress value={found.left} max={patience} aria-label="Patience left, in validations" />
      <p>
        <strong>Patience</strong> {found.sentence}
      </p>
    </div>
  );
}
