import { useId } from 'react';
import { awaitedData } from '../state/awaited_data.ts';
import { count } from './format.ts';
import { useActions, useValue } from './app_context.ts';

/** Offers the run that an earlier visit left unfinished. */
export function UnfinishedNotice() {
  const unfinished = useValue((state) => state.unfinished);
  const busy = useValue(({ working, opening, returning }) => working || opening !== null || returning);
  const known = useValue((state) => awaitedData(state) === null);
  const models = useValue((state) => state.models);
  const { run, data } = useActions();
  // Without a device it can only wait; another tab may be at it.
  const elsewhere = useValue((state) => state.device.kind === 'lost' || state.otherTraining !== null);
  if (unfinished === null || elsewhere) return null;
  const { recipe, step, epoch } = unfinished;
  const model = models.find(({ name }) => name === recipe.model)?.title ?? recipe.model;
  return (
    <section className="notice" aria-label="Unfinished run">
      <p>
        <strong>A run is unfinished:</strong> {model} on {recipe.dataset.name}, at step {count(step)} (epoch {epoch + 1}
        ). It goes on from there to the same result as if it had never stopped.
        {known
          ? ''
          : ` Its data is not kept here: choose or drop the file of “${recipe.dataset.name}” again, and it is shaped as it was.`}
      </p>
      <div className="row">
        {known ? (
          <button type="button" className="primary" disabled={busy} onClick={() => void run.recover(data)}>
            Resume
          </button>
        ) : (
          <ChooseFile busy={busy} />
        )}
        <button type="button" disabled={busy} onClick={() => void run.discard()}>
          Discard
        </button>
      </div>
    </section>
  );
}

function ChooseFile({ busy }: { readonly busy: boolean }) {
  const id = useId();
  const { run, data } = useActions();
  return (
    <label className="button primary" htmlFor={id} aria-disabled={busy}>
      Choose the file and resume
      <input
        id={id}
        type="file"
        multiple
        className="hidden"
        disabled={busy}
        onChange={({ target }) => {
          void run.recoverFrom([...(target.files ?? [])], data);
          target.value = ''; // the same file may be chosen again
        }}
      />
    </label>
  );
}
