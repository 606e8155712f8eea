import type { Recommendation, Watched } from '../../../worker/contract.ts';
import { useValue } from '../../app_context.ts';
import { Sparkline } from '../../charts/sparkline.tsx';
import { Panel } from '../../controls/fields.tsx';
import { RankMove } from '../../controls/rank_move.tsx';
import { count } from '../../format.ts';
import { Chips } from '../data/histories_panel.tsx';

/** One user's list, ranked anew at every validation, and where the item they took stands in it. */
export function WatchedPanel() {
  const watched = useValue((state) => state.watched);
  const now = watched.at(-1);
  if (now === undefined) {
    return (
      <Panel title="One user’s list">
        <p className="empty">It appears with the first validation and is ranked again at every one.</p>
      </Panel>
    );
  }
  return (
    <Panel title={`What comes next for ${now.user}?`}>
      <h3>Took so far</h3>
      <Chips items={now.history} most={4} />
      <p>
        Then took <strong className="target">{now.target.title}</strong>. The model, which never saw that, has it at{' '}
        <strong>place {place(now.rank)}</strong>.
      </p>
      <RankHistory watched={watched} />
      <ol className="ranked">
        {now.list.map((entry) => (
          <li key={entry.id} className={entry.id === now.target.id ? 'hit' : undefined}>
            <span className="title">
              {entry.title}
              {entry.id === now.target.id ? <span className="tag good">taken</span> : null}
            </span>
            <RankMove now={entry.rank} before={placesOf(watched.at(-2)?.list)?.[entry.id]} fresh={watched.length < 2} />
          </li>
        ))}
      </ol>
    </Panel>
  );
}

const place = (rank: number): string => count(Math.round(rank) + 1);

const placesOf = (list: readonly Recommendation[] | undefined): Readonly<Record<string, number>> | undefined =>
  list && Object.fromEntries(list.map(({ id, rank }) => [id, rank]));

function RankHistory({ watched }: { readonly watched: readonly Watched[] }) {
  if (watched.length < 2) return null;
  const ranks = watched.map(({ rank }) => rank);
  const shown = [...new Set([0, Math.floor((ranks.length - 1) / 2), ranks.length - 1])].map((i) => place(ranks[i]));
  const sentence = `Place ${shown.join(' → ')}`;
  return (
    <figure className="loss">
      {/* Upwards is better, and the first places are what matters. */}
      <Sparkline values={ranks.map((rank) => -Math.log2(rank + 1))} description={sentence} />
      <figcaption>{sentence}</figcaption>
    </figure>
  );
}
