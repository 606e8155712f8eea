import { useId, type ReactNode } from 'react';

export interface NumberFieldProps {
  readonly label: string;
  /** Undefined shows `placeholder`: the default is in force. */
  readonly value: number | undefined;
  readonly placeholder?: string | undefined;
  readonly minimum: number;
  readonly maximum?: number | undefined;
  readonly whole: boolean;
  readonly help?: string;
  readonly disabled?: boolean;
  /** Undefined where the field was emptied. */
  readonly onChange: (value: number | undefined) => void;
}

/** A number with its range and one line of help; an emptied field means the default. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, placeholder, minimum, maximum, whole, help, disabled, onChange } = props;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode={whole ? 'numeric' : 'decimal'}
        min={minimum}
        max={maximum}
        step={whole ? 1 : 'any'}
        value={value ?? ''}
        placeholder={placeholder}
        disabled={disabled}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
      />
      {help === undefined ? null : (
        <small id={`${id}-help`}>
          {help}
          {maximum === undefined ? '' : ` (${minimum} to ${maximum})`}
        </small>
      )}
    </div>
  );
}

interface SelectFieldProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: Readonly<Record<T, string>>;
  readonly help?: string | undefined;
  readonly disabled?: boolean;
  /** The label is only for screen readers, e.g. in a table cell. */
  readonly quiet?: boolean;
  readonly onChange: (value: T) => void;
}

/** One of a few named values. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, value, options, help, disabled, quiet = false, onChange } = props;
  const id = useId();
  const names = Object.keys(options) as T[]; // the keys of a Record<T, string>
  return (
    <div className="field">
      <label htmlFor={id} className={quiet ? 'hidden' : undefined}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        disabled={disabled}
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        onChange={({ target }) => {
          const chosen = names.find((name) => name === target.value);
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {names.map((name) => (
          <option key={name} value={name}>
            {options[name]}
          </option>
        ))}
      </select>
      {help === undefined ? null : <small id={`${id}-help`}>{help}</small>}
    </div>
  );
}

interface FileButtonProps {
  readonly label: string;
  readonly accept?: string;
  readonly multiple?: boolean;
  readonly primary?: boolean;
  /** A folder is chosen, and all that lies in it. */
  readonly folder?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

/** A file input that looks like a button; the input itself takes focus and keys. */
export function FileButton(props: FileButtonProps) {
  const { label, accept, multiple = false, primary = false, folder = false, onFiles } = props;
  return (
    <label className={primary ? 'button primary' : 'button'}>
      {label}
      <input
        type="file"
        ref={(input) => {
          if (input !== null) input.webkitdirectory = folder;
        }}
        accept={accept}
        multiple={multiple}
        className="hidden"
        onChange={({ target }) => {
          onFiles([...(target.files ?? [])]);
          target.value = ''; // the same file may be chosen again
        }}
      />
    </label>
  );
}

interface PanelProps {
  readonly title: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A titled part of a view. */
export function Panel({ title, className = '', children }: PanelProps) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

interface TableProps {
  readonly caption: string;
  readonly columns: readonly string[];
  /** The first cell of each row is its header. */
  readonly rows: readonly (readonly ReactNode[])[];
  readonly numeric?: boolean;
}

/** A table that scrolls by itself where it is wider than the page. */
export function Table({ caption, columns, rows, numeric = false }: TableProps) {
  return (
    <div className="table" role="region" aria-label={caption} tabIndex={0}>
      <table className={numeric ? 'numeric' : undefined}>
        <caption className="hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells], r) => (
            <tr key={r}>
              <th scope="row">{head}</th>
              {cells.map((cell, c) => (
                <td key={c}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
