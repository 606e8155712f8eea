import { useState } from 'react';
import type { Importing, ShapingDraft } from '../../../state/slices/data.ts';
import { surenessOf } from '../../../core/sureness.ts';
import type { ImportPlan, Problem, Reading, Shaping } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { bytes, count, counted, duration, percent, rate } from '../../format.ts';
import { readingWords } from './foot_words.ts';
import { ImportFoot } from './import_foot.tsx';
import { ProblemList } from './problem_list.tsx';
import { Doubts, Offers, RowsByFile, type ReportProps } from './reading_report.tsx';
import { ShapeFields } from './shape_panel.tsx';
import { sameShaping } from './shape_words.ts';

/** The file was read to its end: what its rows needed, then how to shape it, then it can be used. */
export function CheckPanel({ importing }: { readonly importing: Importing }) {
  const { reading, plan, failure, step } = importing;
  const [accepted, setAccepted] = useState(false);
  const draft = useValue((state) => state.draft);
  const { data } = useActions();
  if (reading === null) return null;
  const blocked = reading.consent !== null && !accepted;
  const shaped = draft?.source === reading.id ? draft : null;
  return (
    <>
      <Awaited reading={reading} shaping={shaped?.shaping} />
      <Check reading={reading} plan={plan} accepted={accepted} onAccept={setAccepted} />
      <h3 tabIndex={-1} data-step="Shape">
        Shape
      </h3>
      {shaped === null ? (
        <p role="status">Counting…</p>
      ) : (
        <ShapeFields draft={shaped}>
          <Failure sentence={failure} />
        </ShapeFields>
      )}
      <ImportFoot
        words={readingWords(reading, shaped?.preview ?? null)}
        hint={blocked ? 'Say above whether the rows may be left out.' : null}
      >
        <button
          type="button"
          className="primary"
          disabled={blocked || step === 'opening' || !isUsable(shaped)}
          onClick={() => void data.openReading()}
        >
          {step === 'opening' ? 'Opening…' : 'Use this data'}
        </button>
        <button type="button" className="back" onClick={() => data.backToColumns()}>
          Back to the columns
        </button>
      </ImportFoot>
    </>
  );
}

/** Whether what is left by the shaping can be trained on, as far as it is counted. */
const isUsable = (draft: ShapingDraft | null): boolean => draft !== null && (draft.preview?.lacking ?? null) === null;

/** Said where what was read is what an unfinished run waits for, as long as it is shaped as the run had it. */
function Awaited({ reading, shaping }: { readonly reading: Reading; readonly shaping: Shaping | undefined }) {
  const found = useValue(({ importing }) => importing?.awaited === reading.id);
  const wanted = useValue(({ unfinished }) => unfinished?.recipe.dataset.shaping);
  if (!found || !shaping || !wanted || !sameShaping(shaping, wanted)) return null;
  return (
    <p className="notice good" role="status">
      The unfinished run waits for this data. It is shaped as it was there: use it, and the run can be resumed.
    </p>
  );
}

function Failure({ sentence }: { readonly sentence: string | null }) {
  return sentence === null ? null : (
    <p className="notice danger" role="alert">
      {sentence}
    </p>
  );
}

/** Whether no column is used by a guess. */
const isSure = (plan: ImportPlan | null): boolean =>
  (plan?.files ?? [])
    .filter(({ role }) => role === 'interactions')
    .flatMap(({ columns }) => columns.filter(({ role }) => role !== 'ignore'))
    .every((column) => ['sure', 'your choice'].includes(surenessOf(column)));

const leavesAside = ({ files }: Reading): boolean =>
  files.some(({ role, rows }) => role === 'ignored' && rows.aside > 0);

interface CheckProps extends ReportProps {
  readonly accepted: boolean;
  readonly onAccept: (accepted: boolean) => void;
}

function Check({ reading, plan, accepted, onAccept }: CheckProps) {
  const { data } = useActions();
  const { rows, rejected, consent, problems, doubts, notes, seconds } = reading;
  const clean = problems.length === 0 && doubts.length === 0 && isSure(plan) && !leavesAside(reading);
  const [out, kept] = [problems.filter((problem) => problem.rejected), problems.filter((problem) => !problem.rejected)];
  const choice = (problem: Problem) => <Choice problem={problem} />;
  return (
    <>
      <p className={clean ? 'notice good' : 'notice'} role="status" tabIndex={-1} data-step="Check">
        {rejected === 0
          ? `All ${counted(rows, 'row')} can be used.`
          : `${count(rows - rejected)} of ${counted(rows, 'row')} can be used, ${count(rejected)} (${percent(rejected / rows)}) cannot.`}{' '}
        {bytes(reading.bytes)} read in {duration(seconds)}, {rate(reading.bytes / 1e6 / Math.max(seconds, 1e-3))} MB/s.
      </p>
      <Doubts reading={reading} plan={plan} />
      <Offers reading={reading} plan={plan} />
      {consent === null ? null : (
        <div className="notice danger">
          <div>
            <strong>{consent}.</strong>
            <p>A wrong column or separator is the usual reason. If the file is simply like this, agree:</p>
            <label>
              <input type="checkbox" checked={accepted} onChange={({ target }) => onAccept(target.checked)} /> Leave out
              these {count(rejected)} rows
            </label>
          </div>
        </div>
      )}
      {out.length === 0 ? null : (
        <>
          <h3>Left out, because they cannot be used</h3>
          <ProblemList problems={out} choice={choice} />
          <button type="button" onClick={() => void data.saveRejectedRows()}>
            Save the rows that are left out
          </button>
          <small>
            As CSV with their row numbers, the first 10,000, to repair and drop again; cells that a spreadsheet would
            run get an apostrophe, which is taken off again.
          </small>
        </>
      )}
      {kept.length === 0 ? null : (
        <>
          <h3>To know about</h3>
          <ProblemList problems={kept} choice={choice} />
        </>
      )}
      <RowsByFile reading={reading} plan={plan} />
      <details>
        <summary>How the file was read</summary>
        <ul className="prose">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      </details>
    </>
  );
}

/** Another way to treat a group of rows, where there is one; each leads back to the columns. */
function Choice({ problem: { kind, file } }: { readonly problem: Problem }) {
  const { data } = useActions();
  const columns = useValue((state) => state.importing?.plan?.files.find(({ name }) => name === file)?.columns);
  if (kind === 'unreadable time' || kind === 'missing time') {
    const column = columns?.findIndex(({ role }) => role === 'time') ?? -1;
    const without = async (): Promise<void> => {
      await data.correct({ file, column, role: 'ignore' });
      await data.readFiles();
    };
    return (
      <button type="button" disabled={column < 0} onClick={() => void without()}>
        Use these rows too, and the order of the file instead of times
      </button>
    );
  }
  const other = READ_AGAIN[kind];
  if (other === undefined) return null;
  return (
    <button type="button" onClick={() => void data.readAs(file, other.format)}>
      {other.words}
    </button>
  );
}

const READ_AGAIN: Readonly<
  Partial<Record<Problem['kind'], { words: string; format: { encoding: 'windows-1252' } | { quotes: false } }>>
> = {
  'not UTF-8': { words: 'Look again, with all of it read as Windows-1252', format: { encoding: 'windows-1252' } },
  'stray quote': { words: 'Look again, with quotes as ordinary characters', format: { quotes: false } },
};
