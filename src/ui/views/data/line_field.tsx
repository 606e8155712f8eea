import { useId, useState } from 'react';

interface LineFieldProps {
  readonly label: string;
  /** The number of a line, from 1; undefined where it is left to the guess. */
  readonly value: number | undefined;
  /** Null where the field was emptied. */
  readonly onChange: (line: number | null) => void;
}

/** The number of a line; taken by Enter or on leaving the field, since each digit of it alone is another line. */
export function LineField({ label, value, onChange }: LineFieldProps) {
  const id = useId();
  const [typed, type] = useState<string | null>(null);
  const take = (): void => {
    type(null);
    const line = typed === '' ? null : Number(typed ?? value);
    if (line === null ? value !== undefined : line !== value && Number.isInteger(line) && line >= 1) onChange(line);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="numeric"
        min={1}
        step={1}
        value={typed ?? value ?? ''}
        placeholder="guess"
        onChange={({ target }) => type(target.value)}
        onBlur={take}
        onKeyDown={({ key }) => {
          if (key === 'Enter') take();
        }}
      />
    </div>
  );
}
