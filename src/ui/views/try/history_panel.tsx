import { useId, useState } from 'react';
import { isOwn } from '../../../state/history_edits.ts';
import type { Item } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Combobox } from '../../controls/combobox.tsx';
import { Panel } from '../../controls/fields.tsx';
import { Icon } from '../../controls/icon.tsx';
import { Press } from '../../controls/press.tsx';
import { count } from '../../format.ts';
import { HistoryList } from './history_list.tsx';
import { useUndoKeys } from './undo_keys.ts';
import { UserPicker, Whose } from './user_picker.tsx';

/** The history that is asked about: a user's, or one built by hand. */
export function HistoryPanel() {
  const empty = useValue((state) => state.history.length === 0);
  useUndoKeys();
  return (
    <Panel title="History">
      <Whose />
      <Toolbar />
      <AddItem />
      {empty ? <p className="empty">Pick a user, or add items and build a history.</p> : <HistoryList />}
      <UserPicker />
      <Paste />
      <Remark />
    </Panel>
  );
}

/** What the last search for a user or the last paste found. */
function Remark() {
  const remark = useValue((state) => state.remark);
  return (
    <p className="remark" role="status">
      {remark}
    </p>
  );
}

function Toolbar() {
  const undoable = useValue((state) => state.past.length > 0);
  const redoable = useValue((state) => state.future.length > 0);
  const resettable = useValue((state) => state.own !== null && !isOwn(state));
  const empty = useValue((state) => state.history.length === 0);
  const { trial } = useActions();
  return (
    <div className="row tools" role="group" aria-label="Edit the history">
      <Press look="icon" off={!undoable} label="Undo" title="Undo (Ctrl+Z)" onPress={() => trial.undo()}>
        <Icon name="undo" />
      </Press>
      <Press look="icon" off={!redoable} label="Redo" title="Redo (Ctrl+Shift+Z)" onPress={() => trial.redo()}>
        <Icon name="redo" />
      </Press>
      <Press look="icon" off={!resettable} onPress={() => trial.resetHistory()}>
        Reset
      </Press>
      <Press look="icon" off={empty} onPress={() => trial.clearHistory()}>
        Empty
      </Press>
    </div>
  );
}

function AddItem() {
  const { trial } = useActions();
  return (
    <Combobox
      label="Add an item"
      placeholder="title or id"
      noun="item"
      search={trial.search}
      keyOf={({ id }: Item) => id}
      show={({ title, category, count: times }) => (
        <>
          <span className="title">{title}</span>
          <small>{[category, times > 0 ? `${count(times)}×` : null].filter(Boolean).join(' · ')}</small>
        </>
      )}
      onChoose={(item) => void trial.add(item)}
    />
  );
}

function Paste() {
  const id = useId();
  const [text, setText] = useState('');
  const { trial } = useActions();
  const add = (): Promise<void> => {
    setText('');
    return trial.paste(text);
  };
  return (
    <details className="paste">
      <summary>Paste a list</summary>
      <div>
        <label htmlFor={id}>Titles or ids, one a line, oldest first</label>
        <textarea id={id} rows={5} value={text} onChange={({ target }) => setText(target.value)} />
        <Press off={text.trim() === ''} onPress={add}>
          Add them
        </Press>
      </div>
    </details>
  );
}
