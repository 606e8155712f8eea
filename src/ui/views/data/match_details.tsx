import type { ReactNode } from 'react';
import type { ColumnPlan, FilePlan, Keep, ListForm, TimeForm } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { LateNumberField } from '../../controls/late_number_field.tsx';
import { date, rounded } from '../../format.ts';
import { kindName, kindsIn, mayBeList, splitList } from './match_words.ts';

const SHOWN = 3;

interface DetailsProps {
  readonly file: FilePlan;
  readonly at: number;
  readonly column: ColumnPlan;
  readonly keep: Keep;
}

/** What some meanings have to settle besides the column. */
export function Details({ file, at, column, keep }: DetailsProps): ReactNode {
  const { data } = useActions();
  switch (column.role) {
    case 'user':
    case 'session':
      return (
        <SelectField
          label="Each value is"
          value={column.role}
          options={{ user: 'a user', session: 'a session' }}
          onChange={(chosen) => void data.correct({ file: file.name, column: at, role: chosen })}
        />
      );
    case 'time':
      return <TimeDetails file={file} at={at} column={column} />;
    case 'value':
      return (
        <LateNumberField
          label="Leave out values below"
          value={keep.minimumValue ?? undefined}
          placeholder="keep all"
          minimum={0}
          whole={false}
          onChange={(value) => void data.correct({ keep: { minimumValue: value ?? null } })}
        />
      );
    case 'event':
      return <EventDetails kinds={kindsIn(file, at)} kept={keep.events} />;
    default:
      return mayBeList(column) ? <ListDetails file={file} at={at} column={column} /> : null;
  }
}

const separators: Readonly<Record<ListForm['separator'], string>> = {
  ' ': 'separated by spaces',
  '\t': 'separated by tabs',
  ',': 'separated by commas',
  ';': 'separated by semicolons',
  '|': 'separated by bars |',
  brackets: 'as a list in brackets',
};
const ONE = 'one';

/** Whether a field holds one item or several; of several, each becomes a row. */
function ListDetails({ file, at, column: { list, samples } }: Omit<DetailsProps, 'keep'>) {
  const { data } = useActions();
  return (
    <>
      <SelectField<ListForm['separator'] | typeof ONE>
        label="In a field stand"
        value={list?.separator ?? ONE}
        options={{ [ONE]: 'one value', ...separators }}
        onChange={(separator) =>
          void data.correct({
            ...{ file: file.name, column: at },
            list: separator === ONE ? null : { separator, next: list?.next ?? null },
          })
        }
      />
      {list === null ? null : (
        <p className="samples">
          <span className="muted">several items in one field, read as one row for each:</span>{' '}
          {splitList(samples[0] ?? '', list).join(' · ')}
        </p>
      )}
    </>
  );
}

const timeForms = {
  s: 'seconds since 1970',
  ms: 'milliseconds since 1970',
  us: 'microseconds since 1970',
  ns: 'nanoseconds since 1970',
  mixed: 'seconds and milliseconds since 1970, mixed',
  ks: 'thousands of seconds since 1970',
  days: 'days since 1970',
  excel: 'a spreadsheet’s days since 1900',
  'year first': 'dates, year first or month in words',
  'day first': 'dates, day first',
  'month first': 'dates, month first',
  order: 'plain order numbers',
} as const;

type FormKey = keyof typeof timeForms;

const keyOf = (form: TimeForm): FormKey =>
  form.kind === 'epoch' ? form.unit : form.kind === 'date' ? form.order : 'order';

function formOf(key: FormKey): TimeForm {
  switch (key) {
    case 'order':
      return { kind: 'order' };
    case 'year first':
    case 'day first':
    case 'month first':
      return { kind: 'date', order: key };
    default:
      return { kind: 'epoch', unit: key };
  }
}

function TimeDetails({ file, at, column: { time, sampleTimes } }: Omit<DetailsProps, 'keep'>) {
  const { data } = useActions();
  if (time === null) return null;
  const read = sampleTimes.slice(0, SHOWN).map((value) => readTime(value, time));
  return (
    <>
      <SelectField
        label="Written as"
        value={keyOf(time)}
        options={timeForms}
        onChange={(key) => void data.correct({ file: file.name, column: at, time: formOf(key) })}
      />
      <p className="samples">
        <span className="muted">read as</span> {read.join(' · ')}
      </p>
    </>
  );
}

const readTime = (value: number | null, form: TimeForm): string =>
  value === null ? 'no time' : form.kind === 'order' ? rounded(value) : date(value);

/** Which kinds of events are kept; the kinds are those of the first rows. */
function EventDetails({ kinds, kept }: { readonly kinds: readonly string[]; readonly kept: readonly string[] | null }) {
  const { data } = useActions();
  const toggle = (kind: string, on: boolean): void => {
    const now = (kept ?? kinds).filter((other) => other !== kind);
    const next = on ? [...now, kind] : now;
    void data.correct({ keep: { events: kinds.every((other) => next.includes(other)) ? null : next } });
  };
  return (
    <fieldset className="kinds">
      <legend>Keep</legend>
      {kinds.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={kept === null || kept.includes(kind)}
            onChange={({ target }) => toggle(kind, target.checked)}
          />
          {kindName(kind)}
        </label>
      ))}
      <small>{kept === null ? 'All kinds, also those further down the file' : 'Only these'}</small>
    </fieldset>
  );
}
