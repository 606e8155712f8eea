import { searchWords } from '../../../core/search_words.ts';
import { SHOWN } from '../../../state/ranking.ts';
import type { ListName, Places, RankedList } from '../../../state/slices/try.ts';
import type { Recommendation } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { AddButton } from '../../controls/add_button.tsx';
import { RankMove } from '../../controls/rank_move.tsx';
import { movesSentence, stepsWords, shareOf } from './moves.ts';
import { Why } from './why.tsx';

interface ListProps {
  readonly name: ListName;
  readonly title: string;
  readonly list: RankedList;
  /** The other list, if there is one. */
  readonly beside: RankedList | null;
}

/** A recommender's first ten, what moved in them, and where the other one has them. */
export function RankedListPanel({ name, title, list, beside }: ListProps) {
  const pinned = useValue((state) => state.pinned?.[name] ?? null);
  const before = pinned ?? list.before;
  const best = list.items.reduce((most, { score }) => Math.max(most, score), -Infinity);
  const since = pinned === null ? 'since the last edit' : 'since the pinned list';
  return (
    <Panel title={title}>
      <p className="muted moves" role="status">
        {movesSentence(list.items, before, since)}
      </p>
      <ol className="ranked" aria-label={`Recommended by ${title}`}>
        {list.items.map((item) => (
          <Row
            key={item.id}
            name={name}
            item={item}
            share={shareOf(item.score, best, list.floor)}
            exact={list.search?.places[item.rank] ?? null}
            before={before}
            beside={beside?.places ?? null}
          />
        ))}
      </ol>
      {list.search === null ? null : <p role="status">{searchWords(list.search, SHOWN)}</p>}
      <p className="muted small">
        {list.search === null
          ? `The bar shows the score: full at place 1, empty at place ${Object.keys(list.places).length}. `
          : 'The bar shows the score: full for the highest of the list, empty for the lowest. '}
        {list.steps === null ? '' : stepsWords(list.steps)}
      </p>
    </Panel>
  );
}

interface RowProps {
  readonly name: ListName;
  readonly item: Recommendation;
  /** Length of the bar, 0 to 1. */
  readonly share: number;
  /** Its place in the exact list, from 0, where this one was searched for. */
  readonly exact: number | null;
  readonly before: Places | null;
  readonly beside: Places | null;
}

function Row({ name, item, share, exact, before, beside }: RowProps) {
  const { id, title, rank, score } = item;
  const taken = useValue((state) => state.taken?.id === id && !state.guessing);
  const fresh = useValue((state) => state.runList?.newItems.some((placed) => placed.id === id) === true);
  const explained = useValue(({ explaining }) => explaining?.item === id && explaining.list === name);
  const { trial } = useActions();
  return (
    <li className={taken ? 'hit' : undefined}>
      <span className="place">
        {rank + 1}
        <RankMove now={rank} before={before?.[id]} fresh={before === null} />
      </span>
      <span className="title">
        <span className="name">{title}</span>
        <Facts item={item} taken={taken} exact={exact} beside={beside} />
        <svg className="bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect className="track" width="100" height="4" />
          <rect width={100 * share} height="4" />
        </svg>
      </span>
      <span className="score" title="score">
        {score.toFixed(2)}
      </span>
      {fresh ? (
        <span className="tag">new</span>
      ) : (
        <>
          <AddButton item={item} />
          <button
            type="button"
            className="icon"
            aria-expanded={explained}
            aria-label={`Why ${title}`}
            onClick={() => void trial.explain(name, id)}
          >
            why
          </button>
        </>
      )}
      {explained ? <Why /> : null}
    </li>
  );
}

type FactsProps = { readonly taken: boolean } & Pick<RowProps, 'item' | 'exact' | 'beside'>;

/** Category, whether it was taken, and its places in the exact list and in the list beside. */
function Facts({ item, taken, exact, beside }: FactsProps) {
  const there = beside?.[item.id] ?? Infinity;
  return (
    <span className="facts-line">
      {item.category === null || item.category === '' ? null : <small>{item.category}</small>}
      {taken ? <span className="tag good">taken</span> : null}
      {exact === null ? null : <small>place {exact + 1} of the whole catalogue</small>}
      {there < SHOWN ? <small>also at {there + 1} in the other list</small> : null}
    </span>
  );
}
