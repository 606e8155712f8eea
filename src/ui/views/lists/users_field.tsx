import { useId, useState } from 'react';
import { idListWords } from '../../../core/lists_words.ts';
import type { ListsActions } from '../../../state/lists_actions.ts';
import type { ListsChoice } from '../../../state/slices/lists.ts';
import { FileButton } from '../../controls/fields.tsx';
import { counted } from '../../format.ts';
import { typedIds } from './item_lists.ts';
import { LISTS } from './item_rules.tsx';

interface UsersFieldProps {
  readonly choice: ListsChoice;
  readonly lists: ListsActions;
  readonly users: number;
}

/** Everybody, or those whose ids are typed, pasted or in a file. */
export function UsersField({ choice, lists, users }: UsersFieldProps) {
  const name = useId();
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const all = choice.users === null;
  const type = (typed: string): void => {
    setText(typed);
    setSaid('');
    lists.choose({ users: typedIds(typed) });
  };
  const read = async (file: File): Promise<void> => {
    const list = await lists.readIds(file, 'users');
    if (list === null) return;
    setText('');
    setSaid(idListWords(file.name, list, 'user'));
    lists.choose({ users: list.ids });
  };
  return (
    <div className="whom">
      <fieldset className="options">
        <legend>For</legend>
        <label>
          <input type="radio" name={name} checked={all} onChange={() => lists.choose({ users: null })} />
          <span>
            <strong>Everyone</strong>
            <small>{counted(users, 'user')}</small>
          </span>
        </label>
        <label>
          <input type="radio" name={name} checked={!all} onChange={() => type(text)} />
          <span>
            <strong>Some</strong>
            <small>by their ids</small>
          </span>
        </label>
      </fieldset>
      {all ? null : (
        <div className="field">
          <label htmlFor={`${name}-ids`}>Ids, one a line or with commas between</label>
          <textarea id={`${name}-ids`} rows={3} value={text} onChange={({ target }) => type(target.value)} />
          <div className="row">
            <FileButton label="A file of ids…" accept={LISTS} onFiles={([file]) => file && void read(file)} />
            <p role="status" className="muted">
              {said === '' ? counted(choice.users?.length ?? 0, 'id') : said}
            </p>
          </div>
        </div>
      )}
    </div>
  );
}
