import { useId } from 'react';

interface SliderFieldProps<T> {
  readonly label: string;
  readonly help: string;
  readonly value: T;
  /** The places of the slider, from the left; `value` is among them. */
  readonly steps: readonly T[];
  readonly words: (value: T) => string;
  readonly disabled?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of a row of values, by mouse, touch or arrow keys; the value stands beside it in words. */
export function SliderField<T>({ label, help, value, steps, words, disabled, onChange }: SliderFieldProps<T>) {
  const id = useId();
  const at = steps.indexOf(value);
  return (
    <div className="field slider">
      <label htmlFor={id}>
        {label} <output htmlFor={id}>{words(value)}</output>
      </label>
      <input
        id={id}
        type="range"
        min={0}
        max={steps.length - 1}
        step={1}
        value={at}
        disabled={disabled}
        aria-valuetext={words(value)}
        aria-describedby={`${id}-help`}
        onChange={({ target }) => onChange(steps[target.valueAsNumber])}
      />
      <small id={`${id}-help`}>{help}</small>
    </div>
  );
}
