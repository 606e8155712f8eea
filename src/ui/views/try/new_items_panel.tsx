import { useEffect, useId, useRef, useState } from 'react';
import { newItemWords } from '../../../core/new_item_words.ts';
import type { NewItems } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { Icon } from '../../controls/icon.tsx';

/** Characters of a title, as many as a model's file holds. */
const LONGEST = 256;

/** Items that the model asked has never seen, typed by hand and placed in its list, where it knows items by codes. */
export function NewItemsPanel() {
  const can = usePlacesNew();
  if (can?.coded !== true) return null;
  return (
    <Panel title="New items" className="new-items">
      {can.refusal === null ? (
        <>
          <p className="muted">
            Type the title of an item that the model has never seen: it gets codes as the others got theirs, and a place
            in the list.
          </p>
          <TypeItem />
          <PlacedItems />
        </>
      ) : (
        <p className="muted">{can.refusal}</p>
      )}
    </Panel>
  );
}

function TypeItem() {
  const [titleId, categoryId, help] = [useId(), useId(), useId()];
  const [title, setTitle] = useState('');
  const [category, setCategory] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const none = useValue((state) => state.history.every(({ muted }) => muted));
  const { trial } = useActions();
  const off = none || title.trim() === '';
  const place = async (): Promise<void> => {
    const typed = { title: title.trim(), ...(category.trim() === '' ? {} : { category: category.trim() }) };
    if (await trial.placeNew(typed)) setTitle('');
    field.current?.focus();
  };
  return (
    <form
      className="fields"
      onSubmit={(event) => {
        event.preventDefault();
        if (!off) void place();
      }}
    >
      <div className="field">
        <label htmlFor={titleId}>Title</label>
        <input
          ref={field}
          id={titleId}
          type="text"
          autoComplete="off"
          maxLength={LONGEST}
          value={title}
          aria-describedby={none ? help : undefined}
          onChange={({ target }) => setTitle(target.value)}
        />
      </div>
      <div className="field">
        <label htmlFor={categoryId}>Category, if it has one</label>
        <input
          id={categoryId}
          type="text"
          autoComplete="off"
          maxLength={LONGEST}
          value={category}
          onChange={({ target }) => setCategory(target.value)}
        />
      </div>
      <button type="submit" aria-disabled={off}>
        Place it
      </button>
      {none ? (
        <p id={help} className="muted">
          There is no history yet: a new item has its place after one.
        </p>
      ) : null}
    </form>
  );
}

/** Where the typed items stand; each can be taken away again, and Undo takes the last one away. */
function PlacedItems() {
  const typed = useValue((state) => state.newItems);
  const placed = useValue((state) => state.runList?.newItems);
  const { trial } = useActions();
  if (typed.length === 0) return null;
  return (
    <ul className="ranked" aria-label="Typed items">
      {typed.map(({ title, category }, at) => {
        const found = placed?.at(at);
        return (
          <li key={`${at} ${title}`}>
            <span className="title">
              <span className="name">{title}</span>
              {category === undefined ? null : <small>{category}</small>}
              <small role="status">{found?.title === title ? newItemWords(found) : 'Being placed'}</small>
            </span>
            <button
              type="button"
              className="icon"
              aria-label={`Remove ${title}`}
              title="Remove"
              onClick={() => void trial.removeNew(at)}
            >
              <Icon name="remove" />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** Whether the model asked can place new items; null before that is known. */
function usePlacesNew(): NewItems | null {
  const asked = useValue((state) => state.asked);
  const [known, setKnown] = useState<{ readonly of: string | null; readonly can: NewItems | null }>();
  const { trial } = useActions();
  useEffect(() => {
    let current = true;
    void trial.placesNew().then((can) => {
      if (current) setKnown({ of: asked, can });
    });
    return () => {
      current = false;
    };
  }, [asked, trial]);
  return known?.of === asked ? known.can : null;
}
