import { besideIn } from '../../../state/possible_baselines.ts';
import { SHOWN } from '../../../state/ranking.ts';
import { isOwn } from '../../../state/history_edits.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { Icon } from '../../controls/icon.tsx';
import { runName } from '../../run_names.ts';
import { firstPlaceSentence } from './moves.ts';
import { placeWords } from './place_words.ts';
import { RankedListPanel } from './ranked_list.tsx';

/** The model's list and a baseline's after the same history. */
export function ListsPanel() {
  const model = useValue(({ runs, asked, demo }) => {
    const run = runs.find(({ id }) => id === asked);
    return run === undefined ? 'The model' : runName(run, demo);
  });
  const baseline = useValue(besideIn);
  const baselines = useValue((state) => state.baselines);
  const runList = useValue((state) => state.runList);
  const baselineList = useValue((state) => state.baselineList);
  const none = useValue((state) => state.history.every(({ muted }) => muted));
  const beginning = useValue((state) => state.beginning && state.runList === null);
  if (beginning) return <Coming />;
  if (none) {
    return (
      <section className="panel" aria-label="Recommended">
        <p className="empty">What comes next? The list appears as soon as there is a history.</p>
        <Elsewhere />
      </section>
    );
  }
  const title = baselines.find(({ name }) => name === baseline)?.title ?? baseline;
  return (
    <>
      <Told />
      <div className="lists">
        {runList === null ? null : <RankedListPanel name="run" title={model} list={runList} beside={baselineList} />}
        {baselineList === null ? null : (
          <RankedListPanel name="baseline" title={title} list={baselineList} beside={runList} />
        )}
      </div>
    </>
  );
}

/** Of a model whose data are not open: that there are no users to pick, and how to go on without them. */
function Elsewhere() {
  const data = useValue(({ runs, asked, shared }) =>
    shared ? undefined : runs.find(({ id }) => id === asked)?.recipe.dataset.name,
  );
  const { trial } = useActions();
  if (data === undefined) return null;
  return (
    <>
      <p>
        The data of this model, <strong>{data}</strong>, are not open, so that there are no users to pick. Drop their
        file, or build a history from the items that the model knows.
      </p>
      <button type="button" onClick={() => void trial.search('').then(([first]) => first && trial.add(first))}>
        Begin with one of its items
      </button>
    </>
  );
}

/** The shape of the first lists while they are made. */
function Coming() {
  return (
    <div className="lists coming">
      <p className="hidden" role="status">
        The first list is on its way.
      </p>
      {['The model', 'Popularity'].map((title) => (
        <Panel key={title} title={title}>
          <ol className="ranked" aria-hidden="true">
            {Array.from({ length: SHOWN }, (_, i) => (
              <li key={i}>
                <span className="place">{i + 1}</span>
                <span className="title" />
              </li>
            ))}
          </ol>
        </Panel>
      ))}
    </div>
  );
}

/** What the last edit did, or what the user really took. */
function Told() {
  const runList = useValue((state) => state.runList);
  const own = useValue(isOwn);
  const guessing = useValue((state) => state.guessing);
  const sentence = runList === null || own ? '' : firstPlaceSentence(runList);
  if (sentence === '' && guessing) return null;
  return (
    <div className="notice trial-notice">
      {sentence === '' ? <Taken /> : <p role="status">{sentence}</p>}
      <PinButton />
    </div>
  );
}

/** What the picked user really took, and whether it was recommended. */
function Taken() {
  const taken = useValue((state) => state.taken);
  const runList = useValue((state) => state.runList);
  const baselineList = useValue((state) => state.baselineList);
  if (taken === null) return <p>Edit the history and see what moves in the list.</p>;
  const places = [
    ['the model', runList],
    ['the baseline', baselineList],
  ] as const;
  const words = places.flatMap(([name, list]) =>
    list === null ? [] : [`${name} has it ${placeWords(list, taken.id)}`],
  );
  return (
    <p>
      Then really took <strong className="target">{taken.title}</strong>
      {words.length === 0 ? '' : `: ${words.join('; ')}`}.{' '}
      <small>One user proves nothing; the verdict in Train counts them all.</small>
    </p>
  );
}

function PinButton() {
  const pinned = useValue((state) => state.pinned !== null);
  const { trial } = useActions();
  return (
    <button
      type="button"
      aria-pressed={pinned}
      title="Compare with these lists from now on, not with those before the last edit"
      onClick={() => (pinned ? trial.unpin() : trial.pin())}
    >
      <Icon name="pin" /> {pinned ? 'Pinned' : 'Pin as “before”'}
    </button>
  );
}
