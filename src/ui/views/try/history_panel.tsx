import { useState } from 'react';
import type { Item } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { NumberField, Panel } from '../../controls/fields.tsx';
import { Icon } from '../../controls/icon.tsx';
import { ItemSearch } from './item_search.tsx';

/** The history that is asked about: a user's, or one built by hand. */
export function HistoryPanel() {
  const history = useValue((state) => state.history);
  const { trial } = useActions();
  return (
    <Panel title="History">
      <UserPicker />
      <ItemSearch />
      {history.length === 0 ? (
        <p className="empty">Pick a user, or search for items and build a history.</p>
      ) : (
        <>
          <ol className="history" aria-label="History, oldest first">
            {history.map((item, position) => (
              <Entry
                key={`${position} ${item.id}`}
                item={item}
                position={position}
                last={position === history.length - 1}
              />
            ))}
          </ol>
          <button type="button" onClick={() => trial.clearHistory()}>
            Empty the history
          </button>
        </>
      )}
    </Panel>
  );
}

interface EntryProps {
  readonly item: Item;
  readonly position: number;
  readonly last: boolean;
}

function Entry({ item: { title }, position, last }: EntryProps) {
  const { trial } = useActions();
  return (
    <li>
      <span className="title">{title}</span>
      <button
        type="button"
        className="icon"
        disabled={position === 0}
        aria-label={`Move ${title} earlier`}
        onClick={() => void trial.move(position, -1)}
      >
        <Icon name="up" />
      </button>
      <button
        type="button"
        className="icon"
        disabled={last}
        aria-label={`Move ${title} later`}
        onClick={() => void trial.move(position, 1)}
      >
        <Icon name="down" />
      </button>
      <button type="button" className="icon" aria-label={`Remove ${title}`} onClick={() => void trial.remove(position)}>
        <Icon name="remove" />
      </button>
    </li>
  );
}

function UserPicker() {
  const users = useValue((state) => state.dataset?.users ?? 0);
  const user = useValue((state) => state.user);
  const [number, setNumber] = useState<number | undefined>(1);
  const { trial } = useActions();
  if (users === 0) return null;
  const pick = (n: number): void => {
    const within = Math.min(users, Math.max(1, Math.round(n)));
    setNumber(within);
    void trial.pickUser(within - 1);
  };
  return (
    <form
      className="picker"
      onSubmit={(event) => {
        event.preventDefault();
        pick(number ?? 1);
      }}
    >
      <NumberField label="User" value={number} minimum={1} maximum={users} whole onChange={setNumber} />
      <button type="submit">Show</button>
      <button type="button" onClick={() => pick(1 + Math.floor(users * unit()))}>
        Any user
      </button>
      {user === null ? null : <p className="muted">{user.name}, without the last item</p>}
    </form>
  );
}

/** A number in [0, 1) for a choice that nothing depends on. */
const unit = (): number => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
