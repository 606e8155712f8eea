import type { FilePlan, FileRole, FormatChange, Part } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { bytes, counted } from '../../format.ts';
import { FormatFields, SheetFields } from './format_fields.tsx';
import { formatWords } from './format_words.ts';
import { mayBeDivided, tableName, warningsOf } from './shown_files.ts';

interface TablePanelProps {
  readonly pieces: readonly [FilePlan, ...FilePlan[]];
  /** Whether nothing else was dropped. */
  readonly alone: boolean;
  /** Whether it stands first, where the step Look leads. */
  readonly first: boolean;
}

/** One table in one file or several: how it is read, with its first rows read so beside it, and what it is for. */
export function TablePanel({ pieces, alone, first }: TablePanelProps) {
  const { data } = useActions();
  const [file] = pieces;
  const { format, why } = file;
  const size = pieces.reduce((sum, piece) => sum + piece.bytes, 0);
  const readAs = (change: FormatChange): void => {
    void data.readAs(
      pieces.map(({ name }) => name),
      change,
    );
  };
  const facts = [bytes(size), formatWords(format), why === 'your choice' ? '' : why];
  return (
    <>
      <h3 tabIndex={-1} data-step={first ? 'Look' : undefined}>
        {tableName(pieces)}
      </h3>
      <p className="muted">{facts.filter((fact) => fact !== '').join(' · ')}</p>
      {alone || format === null ? null : <Pieces pieces={pieces} />}
      {warningsOf(pieces).map((warning) => (
        <p key={warning} className="notice warning">
          {warning}
        </p>
      ))}
      {format?.kind === 'delimited' ? <FormatFields value={format} onChange={readAs} /> : null}
      {format?.kind === 'sheet' ? <SheetFields value={format} onChange={readAs} /> : null}
      <Opening file={file} />
    </>
  );
}

export const fileRoles: Readonly<Record<FileRole, string>> = {
  interactions: 'who did what',
  items: 'item titles',
  ignored: 'not used',
};

const NONE = 'none';
const partNames: Readonly<Record<Part | typeof NONE, string>> = {
  [NONE]: 'of no part',
  training: 'training',
  validation: 'validation',
  test: 'test',
};

/** What each file is used as, and which part of a divided benchmark it is. */
function Pieces({ pieces }: { readonly pieces: readonly FilePlan[] }) {
  const { data } = useActions();
  const divided = mayBeDivided(pieces);
  return (
    <ul className="pieces">
      {pieces.map(({ name, bytes: size, role, part }) => (
        <li key={name}>
          {pieces.length === 1 ? (
            <p>Used as</p>
          ) : (
            <p>
              <strong>{name}</strong> <span className="muted">{bytes(size)}</span>
            </p>
          )}
          {divided ? (
            <SelectField
              label={`Part of ${name}`}
              quiet
              value={part ?? NONE}
              options={partNames}
              onChange={(chosen) => void data.correct({ file: name, part: chosen === NONE ? null : chosen })}
            />
          ) : null}
          <SelectField
            label={`Use ${name} as`}
            quiet
            value={role}
            options={fileRoles}
            onChange={(chosen) => void data.correct({ file: name, role: chosen })}
          />
        </li>
      ))}
    </ul>
  );
}

/** The first rows as they are read; rows with another number of fields stand out. */
function Opening({ file: { name, columns, opening } }: { readonly file: FilePlan }) {
  const torn = opening.filter((row) => row.length !== columns.length).length;
  const width = opening.reduce((most, row) => Math.max(most, row.length), Math.min(columns.length, 40));
  const heads = Array.from({ length: width }, (_, i) => columns[i]);
  return (
    <>
      <div className="table opening" role="region" aria-label={`First rows of ${name}`} tabIndex={0}>
        <table>
          <caption className="hidden">First rows of {name}, as they are read</caption>
          <thead>
            <tr>
              {heads.map((column, i) => (
                <th key={i} scope="col">
                  {column?.name ?? ''}
                  {column === undefined || column.role === 'ignore' ? null : (
                    <span className="tag good">{column.role}</span>
                  )}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {opening.map((row, r) => (
              <tr key={r} className={row.length === columns.length ? undefined : 'torn'}>
                {heads.map((_, i) => (
                  <td key={i}>{row[i] ?? ''}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {torn === 0 ? null : (
        <small>
          {counted(torn, 'row')} of these {torn === 1 ? 'has' : 'have'} another number of fields than the{' '}
          {counted(columns.length, 'column')}.
        </small>
      )}
    </>
  );
}
