import { useState } from 'react';
import { NumberField, type NumberFieldProps } from './fields.tsx';

/**
 * A number taken by Enter or on leaving the field, since each digit of it alone is another number. What the field does not
 * allow is not taken.
 */
export function LateNumberField(props: NumberFieldProps) {
  const { value, onChange } = props;
  const [draft, setDraft] = useState<{ readonly number: number | undefined } | null>(null);
  const take = (): void => {
    setDraft(null);
    if (draft !== null && draft.number !== value && isAllowed(draft.number, props)) onChange(draft.number);
  };
  return (
    <div onBlur={take} onKeyDown={({ key }) => key === 'Enter' && take()}>
      <NumberField
        {...props}
        value={draft === null ? value : draft.number}
        onChange={(number) => setDraft({ number })}
      />
    </div>
  );
}

/** An emptied field is allowed: it means the default. */
const isAllowed = (number: number | undefined, { minimum, maximum = Infinity, whole }: NumberFieldProps): boolean =>
  number === undefined || (number >= minimum && number <= maximum && (Number.isInteger(number) || !whole));
