import { useRef } from 'react';
import type { Recommendation, Watched } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { Panel } from '../../controls/fields.tsx';
import { LateNumberField } from '../../controls/late_number_field.tsx';
import { RankMove } from '../../controls/rank_move.tsx';
import { useFlip } from '../../controls/use_flip.ts';
import { count } from '../../format.ts';
import { Chips } from '../data/histories_panel.tsx';
import { momentOf, place, rankSentence } from './watched.ts';

/** One user's list, ranked anew at every validation, and where the item they took stands in it. */
export function WatchedPanel() {
  const watched = useValue((state) => state.watched);
  const now = watched.at(-1);
  return (
    <Panel title={now === undefined ? 'One user’s list' : `What comes next for ${now.user}?`} className="watched">
      {now === undefined ? (
        <p className="empty">It appears when training begins and is ranked again at every validation.</p>
      ) : (
        <Story now={now} watched={watched} />
      )}
      <Chooser />
    </Panel>
  );
}

function Story({ now, watched }: { readonly now: Watched; readonly watched: readonly Watched[] }) {
  const heldBack = useValue((state) => state.prepared?.recipe.protocol.split === 'leave-one-out');
  return (
    <>
      <RankHistory now={now} watched={watched} />
      <h3>Took so far</h3>
      <Chips items={now.history} most={4} />
      <p>
        Then took <strong className="target">{now.target.title}</strong>
        {heldBack ? ', the last item but one: validation asks for it, and the last one is kept for the test' : ''}. The
        model never saw that.
      </p>
      <List now={now} before={watched.at(-2)} />
    </>
  );
}

function List({ now, before }: { readonly now: Watched; readonly before: Watched | undefined }) {
  const list = useRef<HTMLOListElement>(null);
  useFlip(list, now);
  const places = placesOf(before?.list);
  const below = now.list.every(({ id }) => id !== now.target.id);
  return (
    <ol className="ranked" ref={list} aria-label={`Recommended for ${now.user}`}>
      {now.list.map((entry) => (
        <li key={entry.id} data-flip={entry.id} className={entry.id === now.target.id ? 'hit' : undefined}>
          <span className="place">{entry.rank + 1}</span>
          <span className="title">
            {entry.title}
            {entry.id === now.target.id ? <span className="tag good">taken</span> : null}
          </span>
          <RankMove now={entry.rank} before={places?.[entry.id]} fresh={before === undefined} />
        </li>
      ))}
      {below ? (
        <li key="below" className="below" data-flip={now.target.id}>
          <span className="place">{place(now.rank)}</span>
          <span className="title">
            {now.target.title} <span className="tag good">taken</span>
          </span>
          <RankMove
            now={Math.round(now.rank)}
            before={before && Math.round(before.rank)}
            fresh={before === undefined}
          />
        </li>
      ) : null}
    </ol>
  );
}

const placesOf = (list: readonly Recommendation[] | undefined): Readonly<Record<string, number>> | undefined =>
  list && Object.fromEntries(list.map(({ id, rank }) => [id, rank]));

function RankHistory({ now, watched }: { readonly now: Watched; readonly watched: readonly Watched[] }) {
  const sentence = rankSentence(watched);
  return (
    <figure className="rank-history">
      <p>
        <strong>Rank {place(now.rank)}</strong> for what they took next, {momentOf(now)}
      </p>
      {watched.length < 2 ? null : (
        <>
          {/* Upwards is better, and the first places are what matters. */}
          <Sparkline
            values={watched.map(({ rank }) => -Math.log2(rank + 1))}
            description={`${sentence}; higher is better`}
          />
          <figcaption>{sentence}</figcaption>
        </>
      )}
    </figure>
  );
}

/** Chooses whom to watch, before a run and while it goes on. */
function Chooser() {
  const watch = useValue((state) => state.choice.watch);
  const users = useValue((state) => state.prepared?.users ?? state.dataset?.users ?? 0);
  const several = useValue((state) => state.prepared?.recipe.protocol.split === 'as published');
  const one = several ? 'target' : 'user';
  const { run } = useActions();
  if (users === 0) return null;
  const choose = (user: number): void => void run.watch(((user % users) + users) % users);
  return (
    <div className="chooser">
      <LateNumberField
        label={`Watched ${one}, 1 to ${count(users)}`}
        value={watch + 1}
        minimum={1}
        maximum={users}
        whole
        onChange={(user) => {
          if (user !== undefined) choose(user - 1);
        }}
      />
      <button type="button" onClick={() => choose(watch + 1)}>
        Next {one}
      </button>
    </div>
  );
}
