import { useId, type ReactNode } from 'react';
import type { ColumnPlan, FilePlan, Keep, Question, Role, TimeForm } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { LateNumberField } from '../../controls/late_number_field.tsx';
import { date, rounded } from '../../format.ts';
import { isAsked, isOnePersons, sureness } from './match_words.ts';

interface Slot {
  readonly title: string;
  /** A column with any of them fills the slot; a newly chosen column takes the first. */
  readonly roles: readonly [Role, ...Role[]];
  readonly required: boolean;
  readonly help: string;
}

const WHO: Slot = { title: 'User', roles: ['user', 'session'], required: true, help: 'Whose history it is' };
const ONE_PERSON = 'All of it is one person’s history, and is cut into sessions by its pauses';
const ITEM: Slot = { title: 'Item', roles: ['item'], required: true, help: 'What was bought, read, played' };
const TITLE: Slot = { title: 'Title', roles: ['title'], required: false, help: 'How the item is called on screen' };
const CATEGORY: Slot = { title: 'Category', roles: ['category'], required: false, help: 'Genre, department, …' };

const slots: Readonly<Record<'interactions' | 'items', readonly Slot[]>> = {
  interactions: [
    WHO,
    ITEM,
    { title: 'Time', roles: ['time'], required: false, help: 'Without it the order of the file counts' },
    { title: 'Value', roles: ['value'], required: false, help: 'A rating or an amount' },
    { title: 'Event', roles: ['event'], required: false, help: 'View, cart, purchase, …' },
    TITLE,
    CATEGORY,
  ],
  items: [{ ...ITEM, help: 'The same ids as in the interactions' }, TITLE, CATEGORY],
};

/** One card per meaning a column can have; only the item and one of user and session are required. */
export function MatchCards({ file, keep, questions }: Omit<MatchCardProps, 'slot'>) {
  if (file.role === 'ignored') return null;
  return (
    <ul className="matches">
      {slots[file.role].map((slot) => (
        <MatchCard key={slot.title} file={file} slot={slot} keep={keep} questions={questions} />
      ))}
    </ul>
  );
}

interface MatchCardProps {
  readonly file: FilePlan;
  readonly slot: Slot;
  readonly keep: Keep;
  /** Those that are open. */
  readonly questions: readonly Question[];
}

const NONE = 'none';
const SHOWN = 3;

function MatchCard({ file, slot, keep, questions }: MatchCardProps) {
  const { data } = useActions();
  const id = useId();
  const at = file.columns.findIndex(({ role }) => slot.roles.includes(role));
  const column = file.columns[at];
  const onePersons = slot === WHO && isOnePersons(file);
  const options = Object.fromEntries([
    [NONE, slot.required && !onePersons ? 'choose a column' : 'no column'],
    ...file.columns.map(({ name }, i) => [`c${i}`, name]),
  ]) as Readonly<Record<string, string>>;
  const choose = (key: string): void => {
    const [chosen, role]: [number, Role] = key === NONE ? [at, 'ignore'] : [Number(key.slice(1)), slot.roles[0]];
    if (chosen >= 0) void data.correct({ file: file.name, column: chosen, role });
  };
  return (
    <li className={column === undefined ? 'match' : 'match matched'} aria-labelledby={id}>
      <p id={id}>
        <strong>{slot.title}</strong>{' '}
        {column === undefined ? (
          <span className="muted">{onePersons ? 'one person' : slot.required ? 'needed' : 'if there is one'}</span>
        ) : (
          <Sureness column={column} asked={isAsked(questions, file.name, at)} />
        )}
      </p>
      <SelectField
        quiet
        label={`Column of the ${slot.title.toLowerCase()}${file.role === 'items' ? ` in ${file.name}` : ''}`}
        value={column === undefined ? NONE : `c${at}`}
        options={options}
        onChange={choose}
      />
      {column === undefined ? (
        <small>{onePersons ? ONE_PERSON : slot.help}</small>
      ) : (
        <>
          <p className="samples">{column.samples.slice(0, SHOWN).join(' · ')}</p>
          <small>{column.why === 'your choice' ? slot.help : column.why}</small>
          <Details file={file} at={at} column={column} keep={keep} />
        </>
      )}
    </li>
  );
}

function Sureness({ column, asked }: { readonly column: ColumnPlan; readonly asked: boolean }) {
  const { word, look } = sureness(column, asked);
  return <span className={look}>{word}</span>;
}

interface DetailsProps {
  readonly file: FilePlan;
  readonly at: number;
  readonly column: ColumnPlan;
  readonly keep: Keep;
}

/** What some meanings have to settle besides the column. */
function Details({ file, at, column, keep }: DetailsProps): ReactNode {
  const { data } = useActions();
  const { role, samples } = column;
  if (role === 'user' || role === 'session') {
    return (
      <SelectField
        label="Each value is"
        value={role}
        options={{ user: 'a user', session: 'a session' }}
        onChange={(chosen) => void data.correct({ file: file.name, column: at, role: chosen })}
      />
    );
  }
  if (role === 'time') return <TimeDetails file={file} at={at} column={column} />;
  if (role === 'value') {
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
  }
  return role === 'event' ? <EventDetails kinds={samples} kept={keep.events} /> : null;
}

const timeForms = {
  s: 'seconds since 1970',
  ms: 'milliseconds since 1970',
  us: 'microseconds since 1970',
  ns: 'nanoseconds since 1970',
  mixed: 'numbers since 1970, each in the unit of its size',
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
          {kind}
        </label>
      ))}
      <small>{kept === null ? 'All kinds, also those further down the file' : 'Only these'}</small>
    </fieldset>
  );
}
