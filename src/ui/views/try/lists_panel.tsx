import { KNOWN, SHOWN } from '../../../state/ranking.ts';
import type { RankedList } from '../../../state/slices/try.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Icon } from '../../controls/icon.tsx';
import { RankedListPanel } from './ranked_list.tsx';

/** The model's list and a baseline's after the same history. */
export function ListsPanel() {
  const asked = useValue((state) => state.asked);
  const baseline = useValue((state) => state.baseline);
  const baselines = useValue((state) => state.baselines);
  const runList = useValue((state) => state.runList);
  const baselineList = useValue((state) => state.baselineList);
  const none = useValue((state) => state.history.every(({ muted }) => muted));
  if (none) {
    return (
      <section className="panel" aria-label="Recommended">
        <p className="empty">What comes next? The list appears as soon as there is a history.</p>
      </section>
    );
  }
  const title = baselines.find(({ name }) => name === baseline)?.title ?? baseline;
  return (
    <>
      <div className="notice trial-notice">
        <Taken />
        <PinButton />
      </div>
      <div className="lists">
        {runList === null ? null : (
          <RankedListPanel name="run" title={`The model (${asked ?? ''})`} list={runList} beside={baselineList} />
        )}
        {baselineList === null ? null : (
          <RankedListPanel name="baseline" title={title} list={baselineList} beside={runList} />
        )}
      </div>
    </>
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

function placeWords({ places }: RankedList, id: string): string {
  const place = places[id];
  if (place === undefined) return `beyond place ${KNOWN}`;
  return place < SHOWN ? `at place ${place + 1}` : `only at place ${place + 1}`;
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
