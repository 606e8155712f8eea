import { FileButton } from '../../controls/fields.tsx';
import { Icon } from '../../controls/icon.tsx';
import { useActions, useValue } from '../../app_context.ts';

/** One sentence and the next step, while the model that ships with the page is asked. */
export function Welcome() {
  const shown = useValue((state) => state.demo !== null && state.asked === state.demo);
  const canTrain = useValue((state) => state.device.kind !== 'none');
  const working = useValue((state) => state.working);
  const { data, run } = useActions();
  if (!shown) return null;
  return (
    <section className="welcome" aria-labelledby="welcome">
      <div>
        <h2 id="welcome">What would this reader take next?</h2>
        <p>
          A reader of a simulated bookshop, and what a small model expects next.{' '}
          <strong>Remove a book and watch the list change</strong>
          {canTrain ? ', or train the model yourself: the list re-ranks while it learns.' : '.'}
        </p>
      </div>
      <div className="row">
        <button type="button" className="primary" disabled={working || !canTrain} onClick={() => void run.play()}>
          <Icon name="play" /> Train it on this GPU
        </button>
        <FileButton label="Use my own data…" multiple onFiles={(files) => void data.importFiles(files)} />
      </div>
    </section>
  );
}
