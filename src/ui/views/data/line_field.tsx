import { useState } from 'react';
import { NumberField } from '../../controls/fields.tsx';

interface LineFieldProps {
  readonly label: string;
  /** The number of a line, from 1; undefined where it is left to the guess. */
  readonly value: number | undefined;
  /** Null where the field was emptied. */
  readonly onChange: (line: number | null) => void;
}

/** The number of a line; taken by Enter or on leaving the field, since each digit of it alone is another line. */
export function LineField({ label, value, onChange }: LineFieldProps) {
  const [typed, type] = useState<{ readonly line: number | undefined } | null>(null);
  const take = (): void => {
    type(null);
    if (typed === null || typed.line === value) return;
    if (typed.line === undefined) onChange(null);
    else if (Number.isInteger(typed.line) && typed.line >= 1) onChange(typed.line);
  };
  return (
    <div onBlur={take} onKeyDown={({ key }) => key === 'Enter' && take()}>
      <NumberField
        label={label}
        value={typed === null ? value : typed.line}
        placeholder="guess"
        minimum={1}
        whole
        onChange={(line) => type({ line })}
      />
    </div>
  );
}
