import { isOwn, reallyNext, takenAway } from '../../../state/history_edits.ts';
import { FileButton } from '../../controls/fields.tsx';
import { Icon } from '../../controls/icon.tsx';
import { useActions, useValue } from '../../app_context.ts';
import { beforeWords, NARROW, reallyWords, WIDE } from './welcome_words.ts';

/** Whether the model that ships with the page is asked, or is about to be. */
export const useShipped = (): boolean =>
  useValue(({ beginning, demo, asked }) => (demo !== null && asked === demo) || (beginning && asked === null));

/** A reader's last books, a question, and the next step. */
export function Welcome() {
  const canTrain = useValue((state) => state.device.kind !== 'none' && state.device.kind !== 'lost');
  const working = useValue((state) => state.working);
  const { receive, run } = useActions();
  return (
    <section className="welcome" aria-labelledby="welcome">
      <h2 id="welcome">What would this reader take next?</h2>
      <p>
        The last books of a reader in a simulated bookshop. Below is what a small model expects after them.
        {canTrain ? (
          <span className="wide"> Train it yourself, and watch the list re-rank while it learns.</span>
        ) : null}
      </p>
      <Sequence />
      <div className="row">
        <TakeAway />
        {canTrain ? (
          <button type="button" disabled={working} onClick={() => void run.play()}>
            <Icon name="play" /> Train it yourself
          </button>
        ) : null}
        <FileButton label="Use my own data…" multiple onFiles={(files) => void receive.take(files)} />
      </div>
    </section>
  );
}

/** The end of the history from left to right, then what comes next: first a question, then the truth. */
function Sequence() {
  const history = useValue((state) => state.history);
  const shown = history.slice(-WIDE);
  return (
    <ol className="sequence" aria-label="What this reader took, and what comes next">
      {history.length > NARROW ? (
        <li className={shown.length < history.length ? 'muted' : 'muted narrow'}>
          <span className="wide">{beforeWords(history.length, WIDE)}</span>
          <span className="narrow">{beforeWords(history.length, NARROW)}</span>
        </li>
      ) : null}
      {shown.length === 0 ? <li aria-hidden="true" /> : null}
      {shown.map(({ key, title, muted }) => (
        <li key={key} className={muted ? 'muted-entry' : undefined}>
          {title}
        </li>
      ))}
      <li className="next">
        <Next />
      </li>
    </ol>
  );
}

function Next() {
  const history = useValue((state) => state.history);
  const own = useValue((state) => state.own);
  const taken = useValue((state) => state.taken);
  const guessing = useValue((state) => state.guessing);
  const list = useValue((state) => state.runList);
  const { trial } = useActions();
  if (taken === null) return <strong>?</strong>;
  if (guessing) {
    return (
      <button type="button" onClick={() => trial.reveal()}>
        <strong>?</strong> Look below, guess, then see
      </button>
    );
  }
  const next = reallyNext({ own, history, taken });
  if (next === null) return <strong>?</strong>;
  return (
    <>
      <strong className="target">{next.item.title}</strong>
      {list === null ? null : <small>{reallyWords(next, list)}</small>}
    </>
  );
}

/** The one edit that shows what a history does: the last book goes, and comes back. */
function TakeAway() {
  const edited = useValue((state) => state.own !== null && !isOwn(state));
  const away = useValue(takenAway);
  const last = useValue((state) => state.history.length - 1);
  const { trial } = useActions();
  return !edited ? (
    <button type="button" className="primary" disabled={last < 0} onClick={() => void trial.remove(last)}>
      <Icon name="remove" /> Take the last book away
    </button>
  ) : (
    <button type="button" className="primary" onClick={() => void trial.resetHistory()}>
      <Icon name="undo" /> {away === 1 ? 'Put it back' : 'Put the history back'}
    </button>
  );
}
