import type { Importing } from '../../../state/slices/data.ts';
import type { FilePlan } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { bytes } from '../../format.ts';
import { answered, editWords } from './edit_words.ts';
import { fileRoles, TablePanel } from './file_panel.tsx';
import { estimateWords } from './foot_words.ts';
import { ImportFoot } from './import_foot.tsx';
import { MatchCards } from './match_cards.tsx';
import { Questions } from './questions.tsx';
import { questionsOf, shownFiles, tableName } from './shown_files.ts';

/** How the files are cut, what they do not say, and which column is what; each can be changed and taken back. */
export function MatchPanel({ importing }: { readonly importing: Importing }) {
  const { plan, failure, lacks, past } = importing;
  if (plan === null) return null;
  const { tables, aside } = shownFiles(plan);
  const settled = answered(past);
  return (
    <>
      {failure === null ? null : (
        <div className="notice danger" role="alert">
          <div>
            <strong>That did not work</strong>
            <p className="message">{failure}</p>
          </div>
        </div>
      )}
      {tables.map((pieces, i) => {
        const [file] = pieces;
        return (
          <section key={file.name} className="file" aria-label={tableName(pieces)}>
            <TablePanel pieces={pieces} alone={plan.files.length === 1} first={i === 0} />
            <Questions
              open={questionsOf(plan, pieces)}
              answered={settled.filter((each) => pieces.some(({ name }) => name === each.file))}
            />
            <div tabIndex={-1} data-step={i === 0 ? 'Match' : undefined} className="match-step">
              <MatchCards file={file} keep={plan.keep} questions={plan.questions} />
            </div>
          </section>
        );
      })}
      <LeftAside files={aside} />
      {lacks.map((sentence) => (
        <p key={sentence} className="notice warning">
          {sentence}
        </p>
      ))}
      <Foot importing={importing} />
    </>
  );
}

function Foot({ importing: { plan, lacks, reading, past, undone } }: { readonly importing: Importing }) {
  const { data } = useActions();
  if (plan === null) return null;
  const open = plan.questions.length;
  const last = past.at(-1);
  return (
    <ImportFoot words={estimateWords(plan)} hint={open > 0 || lacks.length > 0 ? <Open questions={open} /> : null}>
      <button
        type="button"
        className="primary"
        disabled={lacks.length > 0 || open > 0}
        onClick={() => void data.readFiles()}
      >
        {reading === null ? 'Read the file' : 'On to the check'}
      </button>
      {last === undefined ? null : (
        <button type="button" title={`Take back ${editWords(last)} (Ctrl+Z)`} onClick={() => void data.undoEdit()}>
          Undo
        </button>
      )}
      {undone.length === 0 ? null : (
        <button type="button" title="Make it again (Ctrl+Shift+Z)" onClick={() => void data.redoEdit()}>
          Redo
        </button>
      )}
    </ImportFoot>
  );
}

/** What keeps the files from being read, and the way there. */
function Open({ questions }: { readonly questions: number }) {
  if (questions === 0) return 'Something above must be chosen first.';
  const toFirst = (): void => {
    const first = document.querySelector<HTMLElement>('.import .question');
    first?.scrollIntoView();
    first?.querySelector('button')?.focus({ preventScroll: true });
  };
  return (
    <>
      {questions === 1 ? 'One question is' : `${questions} questions are`} open.{' '}
      <button type="button" className="link" onClick={toFirst}>
        {questions === 1 ? 'Show it' : 'Show the first'}
      </button>
    </>
  );
}

/** Files that are not used, each with the reason, and what it could be used as where it is a table. */
function LeftAside({ files }: { readonly files: readonly FilePlan[] }) {
  const { data } = useActions();
  if (files.length === 0) return null;
  return (
    <section className="file" aria-label="Not used">
      <h3>Not used</h3>
      <ul className="pieces">
        {files.map(({ name, bytes: size, why, role, format }) => (
          <li key={name}>
            <p>
              <strong>{name}</strong> <span className="muted">{bytes(size)}</span>
              {why === '' || why === 'your choice' ? null : <small className="message">{why}</small>}
            </p>
            {format === null ? null : (
              <SelectField
                label={`Use ${name} as`}
                quiet
                value={role}
                options={fileRoles}
                onChange={(chosen) => void data.correct({ file: name, role: chosen })}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
