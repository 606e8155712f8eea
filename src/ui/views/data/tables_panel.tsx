import type { DatasetSummary, ExchangeFormat } from '../../../worker/contract.ts';
import type { TablesMade } from '../../../state/slices/tables.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel, SelectField } from '../../controls/fields.tsx';
import { bytes, count, counted, percent } from '../../format.ts';

const formats: Readonly<Record<ExchangeFormat, string>> = {
  recbole: 'RecBole: .inter and .item',
  benchmark: 'RecBole, divided into train, valid and test',
  parquet: 'Parquet',
};

/** The open dataset as files that other programs read, so that they can check the numbers of this page. */
export function TablesPanel({ dataset }: { readonly dataset: DatasetSummary }) {
  const format = useValue((state) => state.tableFormat);
  const marked = useValue((state) => state.tableSplit);
  const split = useValue((state) => state.choice.split);
  const writing = useValue((state) => state.writingTables);
  const made = useValue(({ tablesMade }) => (tablesMade?.dataset === dataset.id ? tablesMade : null));
  const failure = useValue((state) => state.tablesFailure);
  const { tables } = useActions();
  const divides = format === 'benchmark';
  return (
    <Panel title="Take it elsewhere">
      <p className="muted">
        The interactions as they are after shaping, with the ids of their users, as files for other programs: so that
        others can measure the same. Give them only to people who may have the data.
      </p>
      <SelectField label="Files" value={format} options={formats} onChange={(to) => tables.choose(to)} />
      <label className="check">
        <input
          type="checkbox"
          checked={marked || divides}
          disabled={divides}
          onChange={({ target }) => tables.mark(target.checked)}
        />
        {divides
          ? `Divided ${split}, as chosen in Shape`
          : `A column says what each is for: ${split}, as chosen in Shape`}
      </label>
      <div className="row">
        <button type="button" disabled={writing !== null} onClick={() => void tables.write()}>
          Save the files
        </button>
        {writing === null ? null : (
          <button type="button" onClick={() => tables.cancel()}>
            Cancel
          </button>
        )}
        <span role="status" className="muted">
          {writing === null ? '' : `Writing the tables: ${percent(writing)}…`}
        </span>
      </div>
      {failure === null ? null : (
        <p className="notice warning" role="alert">
          {failure}
        </p>
      )}
      {made === null ? null : <Made made={made} />}
    </Panel>
  );
}

function Made({
  made: { files, bytes: size, marked, left, fingerprint, equal, sameNumbers },
}: {
  readonly made: TablesMade;
}) {
  return (
    <div role="status">
      <p>
        <strong>{bytes(size)}</strong>, zip of{' '}
        {files.map(({ path, rows }) => `${path} (${counted(rows, 'row')})`).join(', ')}.
      </p>
      {marked === null ? null : (
        <p>
          {count(marked.train)} train, {count(marked.validation)} validate, {count(marked.test)} are tested
          {marked.known === 0 ? '' : `, ${count(marked.known)} are known and neither`}.
          {left === 0
            ? ''
            : ` ${counted(left, 'interaction')} of histories that neither train nor are asked are in no file.`}
        </p>
      )}
      <p className="muted">
        Opened here again without shaping its fingerprint is <code>{fingerprint.slice(0, 16)}</code>
        {equal
          ? ': the same users, items and histories.'
          : sameNumbers
            ? ', another one, since it is divided otherwise.'
            : ', another one, since users and items appear in another order.'}
      </p>
    </div>
  );
}
