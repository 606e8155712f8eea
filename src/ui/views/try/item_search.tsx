import { useEffect, useId, useState } from 'react';
import type { Item } from '../../../worker/contract.ts';
import { Icon } from '../../controls/icon.tsx';
import { useActions } from '../../app_context.ts';

const PATIENCE_MILLISECONDS = 120;

/** Finds items by title or id; each hit is a button that adds it to the end of the history. */
export function ItemSearch() {
  const id = useId();
  const [text, setText] = useState('');
  const [found, setFound] = useState<readonly Item[]>([]);
  const { trial } = useActions();

  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      void trial.search(text).then((items) => {
        if (current) setFound(items);
      });
    }, PATIENCE_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, trial]);

  return (
    <div className="search">
      <label htmlFor={id}>Add an item</label>
      <input
        id={id}
        type="search"
        value={text}
        placeholder="title or id"
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      <p className="hidden" role="status">
        {text === '' ? '' : `${found.length} items found`}
      </p>
      <ul className="hits">
        {found.map((item) => (
          <li key={item.id}>
            <button type="button" onClick={() => void trial.add(item)}>
              <Icon name="add" /> {item.title}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
