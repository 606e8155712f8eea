import type { FilePlan, FileRole, Role } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { bytes, counted } from '../../format.ts';
import { FormatFields } from './format_fields.tsx';

const fileRoles: Readonly<Record<FileRole, string>> = {
  interactions: 'who did what',
  items: 'item titles',
  ignored: 'not used',
};

const jsonWords = {
  lines: 'JSON lines',
  values: 'JSON values one after the other',
  elements: 'one JSON array',
  members: 'one JSON object by rows',
  columns: 'one JSON object by columns',
} as const;

/** How a file is written, where the fields below do not say it. */
function formatWords(format: FilePlan['format']): string {
  if (format === null || format.kind === 'delimited') return '';
  if (format.kind === 'parquet')
    return ` · Parquet, ${counted(format.rows, 'row')}, ${format.compression.toLowerCase()}`;
  if (format.kind === 'sheet') return ` · Excel workbook, sheet "${format.sheet}"`;
  return ` · ${jsonWords[format.layout]}, ${format.encoding}`;
}

/** One file: how it is read, with its first rows read so beside it, and what it is for. */
export function FilePanel({ file, alone }: { readonly file: FilePlan; readonly alone: boolean }) {
  const { data } = useActions();
  const { name, format, role, why, warnings } = file;
  return (
    <>
      <h3>{name}</h3>
      <p className="muted">
        {bytes(file.bytes)}
        {formatWords(format)}
        {why === '' || why === 'your choice' ? '' : ` · ${why}`}
      </p>
      {alone || format === null ? null : (
        <SelectField
          label={`Use ${name} as`}
          value={role}
          options={fileRoles}
          onChange={(chosen) => void data.correct({ file: name, role: chosen })}
        />
      )}
      {warnings.map((warning) => (
        <p key={warning} className="notice warning">
          {warning}
        </p>
      ))}
      {role === 'ignored' && !alone ? null : (
        <>
          {format?.kind === 'delimited' ? (
            <FormatFields value={format} onChange={(change) => void data.readAs(name, change)} />
          ) : null}
          <Opening file={file} />
        </>
      )}
    </>
  );
}

const marks: Readonly<Record<Role, string>> = {
  user: 'user',
  session: 'session',
  item: 'item',
  time: 'time',
  clock: 'clock',
  value: 'value',
  event: 'event',
  title: 'title',
  maker: 'maker',
  category: 'category',
  ignore: '',
};

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
                    <span className="tag good">{marks[column.role]}</span>
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
