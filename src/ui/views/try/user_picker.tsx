import { isOwn } from '../../../state/history_edits.ts';
import type { UserCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Combobox } from '../../controls/combobox.tsx';
import { counted } from '../../format.ts';

/** How to take another user's history. */
export function UserPicker() {
  const users = useValue(({ dataset, shared }) => (shared ? (dataset?.users ?? 0) : 0));
  const twoAsked = useValue((state) => state.asked !== null);
  const { trial } = useActions();
  if (users === 0) return null;
  return (
    <div className="picker">
      <Combobox
        label="User"
        placeholder={`name, or number from 1 to ${users}`}
        noun="user"
        search={trial.findUsers}
        keyOf={({ index }: UserCard) => index}
        show={({ user, length }) => (
          <>
            <span className="title">{user}</span>
            <small>{counted(length, 'interaction')}</small>
          </>
        )}
        onChoose={({ index }) => void trial.pickUser(index)}
      />
      <div className="row">
        <button type="button" onClick={() => void trial.pickUser(Math.floor(users * unit()))}>
          Any user
        </button>
        {twoAsked ? (
          <button
            type="button"
            title="Somebody on whom the model and the baseline disagree"
            onClick={() => void trial.pickSurprising()}
          >
            A surprising one
          </button>
        ) : null}
      </div>
    </div>
  );
}

/** Whose history it is. */
export function Whose() {
  const user = useValue((state) => state.user);
  const own = useValue(isOwn);
  const built = useValue((state) => state.user === null && state.history.length > 0);
  if (user === null) return built ? <p className="muted">Built by hand</p> : null;
  return (
    <p className="muted">
      <strong>{user.name}</strong>, without the last item
      {own ? null : <span className="tag warning">edited</span>}
    </p>
  );
}

/** A number in [0, 1) for a choice that nothing depends on. */
const unit = (): number => crypto.getRandomValues(new Uint32Array(1))[0] / 2 ** 32;
