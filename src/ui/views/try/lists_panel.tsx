import type { RankedList } from '../../../state/slices/try.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { RankMove } from '../../controls/rank_move.tsx';
import { Why } from './why.tsx';

/** The model's list and a baseline's after the same history. */
export function ListsPanel() {
  const asked = useValue((state) => state.asked);
  const baseline = useValue((state) => state.baseline);
  const baselines = useValue((state) => state.baselines);
  const runList = useValue((state) => state.runList);
  const baselineList = useValue((state) => state.baselineList);
  const history = useValue((state) => state.history);
  if (history.length === 0) {
    return (
      <Panel title="Recommended">
        <p className="empty">What comes next? The list appears as soon as there is a history.</p>
      </Panel>
    );
  }
  const title = baselines.find(({ name }) => name === baseline)?.title ?? baseline;
  return (
    <>
      <Taken />
      <div className="lists">
        {runList === null ? null : <ListPanel title={`The model (${asked ?? ''})`} list={runList} explains />}
        {baselineList === null ? null : <ListPanel title={title} list={baselineList} explains={asked === null} />}
      </div>
    </>
  );
}

/** What the picked user really took, and whether it was recommended. */
function Taken() {
  const taken = useValue((state) => state.taken);
  const runList = useValue((state) => state.runList);
  const baselineList = useValue((state) => state.baselineList);
  if (taken === null) return null;
  const places = [
    ['the model', runList],
    ['the baseline', baselineList],
  ] as const;
  const words = places.flatMap(([name, list]) => {
    if (list === null) return [];
    const rank = list.items.findIndex(({ id }) => id === taken.id);
    return [rank < 0 ? `${name} does not have it among ten` : `${name} has it at place ${rank + 1}`];
  });
  return (
    <p className="notice">
      <span>
        Then really took <strong className="target">{taken.title}</strong>: {words.join('; ')}. One user proves nothing;
        the verdict in Train counts them all.
      </span>
    </p>
  );
}

interface ListPanelProps {
  readonly title: string;
  readonly list: RankedList;
  /** The explanation of the store is about this list. */
  readonly explains: boolean;
}

function ListPanel({ title, list: { items, before }, explains }: ListPanelProps) {
  const taken = useValue((state) => state.taken);
  const explained = useValue((state) => state.explanation?.item.id);
  const { trial } = useActions();
  return (
    <Panel title={title}>
      <ol className="ranked" aria-label={`Recommended by ${title}`}>
        {items.map(({ id, title: name, category, rank, score }) => (
          <li key={id} className={id === taken?.id ? 'hit' : undefined}>
            <span className="title">
              <span className="name">{name}</span>
              {category === null || category === '' ? null : <small>{category}</small>}
              {id === taken?.id ? <span className="tag good">taken</span> : null}
            </span>
            <RankMove now={rank} before={before?.[id]} fresh={before === null} />
            <span className="score" title="score">
              {score.toFixed(2)}
            </span>
            {explains ? (
              <button
                type="button"
                className="icon"
                aria-expanded={explained === id}
                aria-label={`Why ${name}`}
                onClick={() => void trial.explain(id)}
              >
                why
              </button>
            ) : null}
            {explains && explained === id ? <Why /> : null}
          </li>
        ))}
      </ol>
    </Panel>
  );
}
