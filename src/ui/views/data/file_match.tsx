import type { ColumnPlan, FilePlan, FileRole, Role, TableFormat, TimeForm } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import { SelectField, Table } from '../../controls/fields.tsx';
import { bytes } from '../../format.ts';

const fileRoles: Readonly<Record<FileRole, string>> = {
  interactions: 'who did what',
  items: 'item titles',
  ignored: 'not used',
};

const roles: Readonly<Record<Role, string>> = {
  user: 'user',
  session: 'session',
  item: 'item',
  time: 'time',
  value: 'value or rating',
  event: 'kind of event',
  title: 'item title',
  category: 'item category',
  ignore: 'not used',
};

/** One file of the plan: what it is for, how it is read, and what each column is. */
export function FileMatch({ file, alone }: { readonly file: FilePlan; readonly alone: boolean }) {
  const { data } = useActions();
  return (
    <div className="file">
      <h3>{file.name}</h3>
      <p className="muted">
        {bytes(file.bytes)}
        {file.format === null ? '' : ` · ${formatWords(file.format)}`}
        {file.why === '' ? '' : ` · ${file.why}`}
      </p>
      {alone ? null : (
        <SelectField
          label="Use as"
          value={file.role}
          options={fileRoles}
          onChange={(role) => void data.correct({ file: file.name, role })}
        />
      )}
      {file.warnings.map((warning) => (
        <p key={warning} className="notice warning">
          {warning}
        </p>
      ))}
      {file.role === 'ignored' ? null : (
        <Table
          caption={`Columns of ${file.name}`}
          columns={['Column', 'Use as', 'How sure', 'First values']}
          rows={file.columns.map((column, i) => [
            column.name,
            <SelectField
              key="role"
              quiet
              label={`Column ${column.name} is`}
              value={column.role}
              options={roles}
              onChange={(role) => void data.correct({ file: file.name, column: i, role })}
            />,
            <span key="sure" title={column.why}>
              {column.role === 'ignore' ? '' : sureness(column)}
            </span>,
            <span key="samples" className="samples">
              {column.samples.slice(0, 3).join(' · ')}
            </span>,
          ])}
        />
      )}
    </div>
  );
}

const sureness = ({ confidence, why, role, time }: ColumnPlan): string => {
  const word = confidence >= 0.85 ? 'sure' : confidence >= 0.6 ? 'likely' : 'a guess';
  const form = role === 'time' && time !== null ? `, ${timeWords(time)}` : '';
  return `${word}${form}${why === '' ? '' : `: ${why}`}`;
};

const units = { s: 'seconds', ms: 'milliseconds', us: 'microseconds', ns: 'nanoseconds' } as const;

function timeWords(time: TimeForm): string {
  if (time.kind === 'epoch') return `${units[time.unit]} since 1970`;
  return time.kind === 'date' ? `dates, ${time.order}` : 'order numbers';
}

function formatWords(format: TableFormat): string {
  if (format.kind === 'json lines') return `JSON lines, ${format.encoding}`;
  const { delimiter, encoding, header, decimal } = format;
  const separator = delimiter === '\t' ? 'tab' : `“${delimiter}”`;
  const point = decimal === ',' ? ', decimal comma' : '';
  return `separated by ${separator}, ${encoding}, ${header ? 'with' : 'without'} a header${point}`;
}
