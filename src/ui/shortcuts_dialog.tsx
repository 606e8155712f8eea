import { useEffect, useRef } from 'react';
import { useActions, useValue } from './app_context.ts';
import { shortcuts } from './shortcuts.ts';

/** The keys that work anywhere; they can be switched off for who speaks or types them by accident. */
export function ShortcutsDialog() {
  const open = useValue((state) => state.shortcuts);
  const keys = useValue((state) => state.keys);
  const { view } = useActions();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);
  return (
    <dialog
      ref={dialog}
      className="shortcuts"
      aria-labelledby="shortcuts-title"
      onClose={() => view.showShortcuts(false)}
    >
      <h2 id="shortcuts-title">Keys</h2>
      <dl>
        {shortcuts.map(({ keys: pressed, words }) => (
          <div key={pressed}>
            <dt>
              <kbd>{pressed}</kbd>
            </dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <label className="check">
        <input type="checkbox" checked={keys} onChange={({ target }) => view.useKeys(target.checked)} />
        These keys work anywhere but in a field
      </label>
      <button type="button" className="primary" onClick={() => view.showShortcuts(false)}>
        Close
      </button>
    </dialog>
  );
}
