import { count } from './format.ts';
import { useActions, useValue } from './app_context.ts';

/** Offers the run that an earlier visit left unfinished. */
export function UnfinishedNotice() {
  const unfinished = useValue((state) => state.unfinished);
  const busy = useValue((state) => state.working || state.opening !== null);
  const { run, data } = useActions();
  const lost = useValue((state) => state.device.kind === 'lost');
  if (unfinished === null || lost) return null; // without a device it can only wait
  const { recipe, step, epoch } = unfinished;
  return (
    <section className="notice" aria-label="Unfinished run">
      <p>
        <strong>A run is unfinished:</strong> {recipe.model} on {recipe.dataset.name}, at step {count(step)} (epoch{' '}
        {epoch + 1}). It goes on from there to the same result as if it had never stopped.
      </p>
      <div className="row">
        <button type="button" className="primary" disabled={busy} onClick={() => void run.recover(data)}>
          Resume
        </button>
        <button type="button" disabled={busy} onClick={() => void run.discard()}>
          Discard
        </button>
      </div>
    </section>
  );
}
