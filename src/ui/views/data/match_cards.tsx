import { useId } from 'react';
import type { FilePlan, Keep, Question, Role } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { differentWords, isLonely } from './foot_words.ts';
import { Details } from './match_details.tsx';
import { columnIn, idleSession, slotsOf, WHO, type Slot } from './match_slots.ts';
import { isAsked, isOnePersons, sureness } from './match_words.ts';

const ONE_PERSON = 'All of it is one person’s history, and is cut into sessions by its pauses';

interface MatchCardsProps {
  readonly file: FilePlan;
  readonly keep: Keep;
  /** Those that are open. */
  readonly questions: readonly Question[];
}

/** One card per meaning a column can have; only the item and one of user and session are required. */
export function MatchCards({ file, ...rest }: MatchCardsProps) {
  return (
    <ul className="matches">
      {slotsOf(file).map((slot) => (
        <MatchCard key={slot.title} file={file} slot={slot} {...rest} />
      ))}
    </ul>
  );
}

interface MatchCardProps extends MatchCardsProps {
  readonly slot: Slot;
}

const NONE = 'none';
const SHOWN = 3;

function MatchCard({ file, slot, keep, questions }: MatchCardProps) {
  const id = useId();
  const at = columnIn(file, slot);
  const column = file.columns[at];
  const onePersons = slot === WHO && isOnePersons(file);
  const tag = column === undefined ? null : sureness(column, isAsked(questions, file.name, at));
  return (
    <li className={column === undefined ? 'match' : 'match matched'} aria-labelledby={id}>
      <p id={id}>
        <strong>{slot.title}</strong>{' '}
        {tag === null ? (
          <span className="muted">{onePersons ? 'one person' : slot.required ? 'needed' : 'if there is one'}</span>
        ) : (
          <span className={tag.look}>{tag.word}</span>
        )}
      </p>
      <ColumnSelect file={file} slot={slot} at={at} optional={!slot.required || onePersons} />
      {column === undefined ? (
        <small>{onePersons ? ONE_PERSON : slot.help}</small>
      ) : (
        <>
          <p className="samples">{column.samples.slice(0, SHOWN).join(' · ')}</p>
          <small>{column.why === 'your choice' ? slot.help : column.why}</small>
          {slot === WHO || slot.title === 'Item' ? <small>{differentWords(file, at)}</small> : null}
          <Details file={file} at={at} column={column} keep={keep} />
        </>
      )}
      {slot === WHO ? <Who file={file} at={at} /> : null}
    </li>
  );
}

interface ColumnSelectProps {
  readonly file: FilePlan;
  readonly slot: Slot;
  readonly at: number;
  readonly optional: boolean;
}

function ColumnSelect({ file, slot, at, optional }: ColumnSelectProps) {
  const { data } = useActions();
  const options = Object.fromEntries([
    [NONE, optional ? 'no column' : 'choose a column'],
    ...file.columns.map(({ name }, i) => [`c${i}`, name]),
  ]) as Readonly<Record<string, string>>;
  const choose = (key: string): void => {
    const [chosen, role]: [number, Role] = key === NONE ? [at, 'ignore'] : [Number(key.slice(1)), slot.roles[0]];
    if (chosen >= 0) void data.correct({ file: file.name, column: chosen, role });
  };
  return (
    <SelectField
      quiet
      label={`Column of the ${slot.title.toLowerCase()}${file.role === 'items' ? ` in ${file.name}` : ''}`}
      value={at < 0 ? NONE : `c${at}`}
      options={options}
      onChange={choose}
    />
  );
}

/** What a user column may be mistaken for: orders beside it, which are not used, or orders in its place. */
function Who({ file, at }: { readonly file: FilePlan; readonly at: number }) {
  const { data } = useActions();
  const session = file.columns[idleSession(file)];
  return (
    <>
      {isLonely(file, at) ? (
        <p className="notice warning">
          Nearly every row has one of its own: “{file.columns[at]?.name}” rather names orders or events than users.
        </p>
      ) : null}
      {session === undefined ? null : (
        <p className="other">
          <span>Orders: “{session.name}”, not used, because histories are by user.</span>
          <button
            type="button"
            onClick={() => void data.correct({ file: file.name, column: at, role: 'ignore' })}
            aria-label={`Use the orders in “${session.name}” instead of users`}
          >
            Use these instead
          </button>
        </p>
      )}
    </>
  );
}
