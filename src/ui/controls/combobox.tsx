import { useEffect, useId, useState, type KeyboardEvent, type ReactNode } from 'react';

const PATIENCE_MILLISECONDS = 60;

interface ComboboxProps<T> {
  readonly label: string;
  readonly placeholder: string;
  /** Finds options; an empty text may find some too. It must be the same function from one render to the next. */
  readonly search: (text: string) => Promise<readonly T[]>;
  readonly keyOf: (option: T) => string | number;
  readonly show: (option: T) => ReactNode;
  readonly onChoose: (option: T) => void;
  /** What one option is called in "3 items found". */
  readonly noun: string;
}

/**
 * A field that offers what it finds: ↓ and ↑ go through the options, Enter chooses, Esc closes. The focus stays in the field, so
 * that several can be chosen one after another. WAI-ARIA Authoring Practices 1.2, "editable combobox with list autocomplete".
 */
export function Combobox<T>({ label, placeholder, search, keyOf, show, onChoose, noun }: ComboboxProps<T>) {
  const id = useId();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const { found, pending, forget } = useFound(search, text, open);
  const shown = open ? found : [];
  const at = Math.min(active, shown.length - 1);

  const close = (): void => {
    setOpen(false);
    setActive(0);
    forget();
  };
  const choose = (option: T): void => {
    setText('');
    close();
    onChoose(option);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      setOpen(true);
      if (!pending && shown.length > 0) setActive((at + step + shown.length) % shown.length);
    } else if (event.key === 'Enter' && open) {
      if (!pending && shown.length > 0) choose(shown[at]);
    } else if (event.key === 'Escape' && open) close();
    else return;
    event.preventDefault();
  };

  return (
    <div
      className="combobox"
      onBlur={({ currentTarget, relatedTarget }) => currentTarget.contains(relatedTarget) || close()}
    >
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        role="combobox"
        aria-expanded={shown.length > 0}
        aria-controls={`${id}-options`}
        aria-autocomplete="list"
        aria-activedescendant={shown.length > 0 ? `${id}-${at}` : undefined}
        value={text}
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => {
          setText(target.value);
          setActive(0);
          setOpen(true);
        }}
        onClick={() => setOpen(true)}
        onKeyDown={onKeyDown}
      />
      <p className="hidden" role="status">
        {open && !pending ? `${found.length} ${noun}${found.length === 1 ? '' : 's'} found` : ''}
      </p>
      <ul id={`${id}-options`} role="listbox" aria-label={`Found for ${label}`} hidden={shown.length === 0}>
        {shown.map((option, i) => (
          <li
            key={keyOf(option)}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => setActive(i)}
            onClick={() => choose(option)}
          >
            {show(option)}
          </li>
        ))}
      </ul>
      {open && !pending && text !== '' && found.length === 0 ? (
        <p className="combobox-none muted">Nothing is called that.</p>
      ) : null}
    </div>
  );
}

interface Found<T> {
  /** What was searched for. */
  readonly text: string;
  readonly options: readonly T[];
}

/**
 * What `search` finds for `text`; of several searches under way only the last one's answer counts. While it is pending the
 * options are those of the text before, so that the list does not blink; they are neither counted nor chosen by Enter.
 */
function useFound<T>(search: (text: string) => Promise<readonly T[]>, text: string, open: boolean) {
  const [found, setFound] = useState<Found<T> | null>(null);
  useEffect(() => {
    if (!open) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      void search(text).then((options) => {
        if (current) setFound({ text, options });
      });
    }, PATIENCE_MILLISECONDS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [search, text, open]);
  return { found: found?.options ?? [], pending: found?.text !== text, forget: () => setFound(null) };
}
