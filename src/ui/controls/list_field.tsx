import { useId, useRef } from 'react';
import { Icon } from './icon.tsx';
import { Press } from './press.tsx';
import { useReorder } from './reorder.ts';
import { useFocusAfter } from './use_focus_after.ts';

interface ListFieldProps {
  readonly label: string;
  readonly value: readonly string[];
  readonly options: Readonly<Record<string, string>>;
  readonly least: number;
  readonly most: number;
  /** What one of them is called, as "block". */
  readonly each: string;
  readonly help: string;
  readonly onChange: (value: readonly string[]) => void;
}

/** A list of named values in order: each can be another, moved by its handle or by keys, and removed; one more comes last. */
export function ListField({ label, value, options, least, most, each, help, onChange }: ListFieldProps) {
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const focusNext = useFocusAfter(list, value);
  const titles = value.map((name, at) => `${each} ${at + 1}, ${options[name] ?? name}`);
  const { grab, said, offset, handle } = useReorder(list, titles, (from, to) => {
    focusNext(to, '.handle');
    onChange(value.toSpliced(from, 1).toSpliced(to, 0, value[from]));
  });
  return (
    <div className="field list-field" role="group" aria-labelledby={id} aria-describedby={`${id}-help`}>
      <span id={id} className="label">
        {label}
      </span>
      <ol className="movable" ref={list}>
        {value.map((name, at) => (
          <li
            key={at}
            className={grab?.from === at ? 'grabbed' : undefined}
            style={{ transform: `translateY(${offset(at)}px)` }}
          >
            <button
              type="button"
              className="icon handle"
              aria-label={`Move ${titles[at]}`}
              aria-describedby={`${id}-keys`}
              aria-pressed={grab?.from === at}
              {...handle(at)}
            >
              <Icon name="grip" />
            </button>
            <select
              aria-label={`${each} ${at + 1}`}
              value={name}
              onChange={({ target }) => onChange(value.with(at, target.value))}
            >
              {Object.entries(options).map(([option, title]) => (
                <option key={option} value={option}>
                  {title}
                </option>
              ))}
            </select>
            <Press
              look="icon"
              off={value.length <= least}
              label={`Remove ${titles[at]}`}
              title="Remove"
              onPress={() => {
                focusNext(Math.min(at, value.length - 2), '[aria-label^="Remove"]');
                onChange(value.toSpliced(at, 1));
              }}
            >
              <Icon name="remove" />
            </Press>
          </li>
        ))}
      </ol>
      <Press off={value.length >= most} onPress={() => onChange([...value, ...value.slice(-1)])}>
        <Icon name="add" /> Add a {each}
      </Press>
      <small id={`${id}-help`}>
        {help} ({least} to {most})
      </small>
      <p id={`${id}-keys`} className="hidden">
        Space grabs it, arrow keys then move it, Space drops it, Escape puts it back
      </p>
      <p className="hidden" role="status" aria-live="assertive">
        {said}
      </p>
    </div>
  );
}
