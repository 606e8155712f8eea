import { useEffect, useId, useRef } from 'react';
import type { HistoryEntry } from '../../../state/slices/try.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Icon } from '../../controls/icon.tsx';
import { useReorder } from '../../controls/reorder.ts';
import { useRoving } from '../../controls/roving.ts';
import { useFocusAfter } from '../../controls/use_focus_after.ts';
import { kindsSentence } from './kinds_words.ts';
import { timesSentence } from './times_words.ts';
import { valuesSentence } from './values_words.ts';
import { rounded } from '../../format.ts';

/** The entries of the history, to be moved, muted and removed. */
export function HistoryList() {
  const history = useValue((state) => state.history);
  const window = useValue(({ runs, asked }) => runs.find(({ id }) => id === asked)?.recipe.config.length ?? Infinity);
  const list = useRef<HTMLOListElement>(null);
  const focusNext = useFocusAfter(list, history);
  useNewestInSight(list);
  const { trial } = useActions();
  const help = useId();
  const titles = history.map(({ title }) => title);
  const { grab, said, offset, handle } = useReorder(list, titles, (from, to) => {
    focusNext(to, '.handle');
    void trial.move(from, to);
  });
  const roving = useRoving(list, history.length);
  const unread = Math.max(0, history.filter(({ muted }) => !muted).length - window);
  return (
    <>
      <ol className="history movable" aria-label="History, oldest first" ref={list} tabIndex={-1} {...roving.keys}>
        {history.map((entry, position) => (
          <li
            key={entry.key}
            className={classOf(entry, grab?.from === position)}
            style={{ transform: `translateY(${offset(position)}px)` }}
          >
            <button
              type="button"
              className="icon handle"
              tabIndex={roving.tabIndex(position, 0)}
              aria-label={`Move ${entry.title}`}
              aria-describedby={help}
              aria-pressed={grab?.from === position}
              {...handle(position)}
            >
              <Icon name="grip" />
            </button>
            <EntryTitle entry={entry} />
            <button
              type="button"
              className="icon"
              tabIndex={roving.tabIndex(position, 1)}
              aria-pressed={entry.muted}
              aria-label={`Mute ${entry.title}`}
              title={entry.muted ? 'Take it in again' : 'Leave it out'}
              onClick={() => void trial.mute(position)}
            >
              <Icon name={entry.muted ? 'eyeOff' : 'eye'} />
            </button>
            <button
              type="button"
              className="icon"
              tabIndex={roving.tabIndex(position, 2)}
              aria-label={`Remove ${entry.title}`}
              title="Remove"
              onClick={() => {
                focusNext(Math.min(position, history.length - 2), '[aria-label^="Remove"]');
                void trial.remove(position);
              }}
            >
              <Icon name="remove" />
            </button>
          </li>
        ))}
      </ol>
      {unread > 0 ? (
        <p className="muted">
          The model reads the last {window}; {unread === 1 ? 'the first does' : `the first ${unread} do`} not count.
        </p>
      ) : null}
      <Times />
      <Kinds />
      <EventValues />
      <p id={help} className="hidden">
        Arrow keys go through the entries and their buttons. Space grabs an entry, arrow keys then move it, Space drops
        it, Escape puts it back
      </p>
      <p className="hidden" role="status" aria-live="assertive">
        {said}
      </p>
    </>
  );
}

/** What is assumed of when the items were taken, where the model reads that. */
function Times() {
  const sentence = useValue(({ history, runList }) => (runList?.readsTimes === true ? timesSentence(history) : ''));
  return sentence === '' ? null : <p className="muted">{sentence}</p>;
}

/** What is not known of how the items were taken, where the model reads that. */
function Kinds() {
  const sentence = useValue(({ history, runList }) => {
    const kinds = runList?.kinds ?? null;
    return kinds === null ? '' : kindsSentence(history, kinds);
  });
  return sentence === '' ? null : <p className="muted">{sentence}</p>;
}

/** What is not known of what the events were worth, where the model reads that. */
function EventValues() {
  const sentence = useValue(({ history, runList }) => {
    const levels = runList?.levels ?? null;
    return levels === null ? '' : valuesSentence(history, levels);
  });
  return sentence === '' ? null : <p className="muted">{sentence}</p>;
}

function EntryTitle({ entry: { title, category, kind, value, muted } }: { readonly entry: HistoryEntry }) {
  return (
    <span className="title">
      <span className="name">{title}</span>
      {category === null || category === '' ? null : <small>{category}</small>}
      {kind === null ? null : <small>{kind}</small>}
      {value === null ? null : <small>{rounded(value)}</small>}
      {muted ? <span className="hidden">, muted</span> : null}
    </span>
  );
}

const classOf = ({ muted }: HistoryEntry, grabbed: boolean): string =>
  [muted ? 'muted-entry' : '', grabbed ? 'grabbed' : ''].join(' ').trim();

/** Another user's history is long, and what is added comes last: what was taken last is in sight. */
function useNewestInSight(list: { readonly current: HTMLElement | null }): void {
  const user = useValue((state) => state.user?.index);
  const newest = useValue((state) => state.history.reduce((key, entry) => Math.max(key, entry.key), 0));
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [user, newest, list]);
}
