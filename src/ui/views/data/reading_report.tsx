import type { Change, ImportPlan, Reading } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Table } from '../../controls/fields.tsx';
import { count, counted } from '../../format.ts';
import { fileRoles } from './file_panel.tsx';
import { joinedBy, twinWords } from './twin_words.ts';

/** What may be wrong although the rows were read, and which files were left aside, before anything else. */
export function Doubts({ reading: { doubts, files }, plan }: ReportProps) {
  const why = (name: string): string => plan?.files.find((file) => file.name === name)?.why ?? '';
  const aside = files.filter(({ role, rows }) => role === 'ignored' && rows.aside > 0);
  const left = aside.map(({ file, rows }) => {
    const reason = why(file);
    const because = reason === '' || reason === 'your choice' ? '' : `: ${reason}`;
    return `${file}: ${counted(rows.aside, 'row')} left aside${because}.`;
  });
  const all = [...doubts, ...left];
  return all.length === 0 ? null : (
    <ul className="doubts" aria-label="What may be wrong">
      {all.map((sentence) => (
        <li key={sentence} className="notice warning">
          {sentence}
        </li>
      ))}
    </ul>
  );
}

export interface ReportProps {
  readonly reading: Reading;
  readonly plan: ImportPlan | null;
}

/** What another choice would save or bring together; each reads the files again with it. */
export function Offers({ reading: { copies, time, twins, titledBlanks }, plan }: ReportProps) {
  const { data } = useActions();
  const duplicates = useValue((state) => state.draft?.shaping.duplicates);
  const copied = copies > 1 && time !== 'none';
  if (plan === null || (twins.length === 0 && titledBlanks === 0 && !copied)) return null;
  const readWith = async (change: Change): Promise<void> => {
    await data.correct(change);
    await data.readFiles();
  };
  const titled = plan.blankItems === 'title';
  const rows = counted(titledBlanks, 'row');
  return (
    <ul className="offers" aria-label="What can be joined or saved">
      {copied ? (
        <li className={duplicates === 'keep' ? 'notice warning' : 'notice'}>
          <p>{duplicates === 'keep' ? 'Every row counts as often as it stands there.' : 'Every row counts once.'}</p>
          <button
            type="button"
            onClick={() => data.shape({ duplicates: duplicates === 'keep' ? 'drop repeated rows' : 'keep' })}
          >
            {duplicates === 'keep' ? 'Count every row once' : 'Count every row as it stands'}
          </button>
        </li>
      ) : null}
      {twins.map((found) => (
        <li key={`${found.what} ${found.spelling}`} className={found.joined ? 'notice' : 'notice warning'}>
          <p>{twinWords(found)}</p>
          <button type="button" onClick={() => void readWith({ join: joinedBy(plan.join, found) })}>
            {found.joined ? 'Keep them apart and read again' : 'Join them and read again'}
          </button>
        </li>
      ))}
      {titledBlanks === 0 ? null : (
        <li className="notice">
          <p>{titled ? `${rows} without an item go by the title.` : `${rows} without an item have a title.`}</p>
          <button type="button" onClick={() => void readWith({ blankItems: titled ? 'left out' : 'title' })}>
            {titled ? 'Leave them out and read again' : `Use the title there: saves ${rows}`}
          </button>
        </li>
      )}
    </ul>
  );
}

/** Where the rows of each file went, where there are several. */
export function RowsByFile({ reading: { files } }: ReportProps) {
  if (files.length < 2) return null;
  return (
    <details>
      <summary>Rows by file</summary>
      <Table
        caption="Rows by file"
        numeric
        columns={['File', 'Used as', 'Read', 'Used', 'Left out', 'Aside']}
        rows={files.map(({ file, role, rows }) => [
          file,
          fileRoles[role],
          ...[rows.read, rows.used, rows.leftOut, rows.aside].map(count),
        ])}
      />
    </details>
  );
}
