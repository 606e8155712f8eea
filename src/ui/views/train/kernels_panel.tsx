import { useMemo } from 'react';
import { isProcessor } from '../../../core/adapter_line.ts';
import type { ConformanceResult } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel, Table } from '../../controls/fields.tsx';
import { counted, rounded } from '../../format.ts';

/** Every kernel against its reference on the adapter at hand: whether its numbers can be trusted. */
export function KernelsPanel() {
  const device = useValue((state) => state.device);
  const { running, results } = useValue((state) => state.kernels);
  const training = useValue((state) => state.working);
  const { view } = useActions();
  const rows = useMemo(() => byVariant(results), [results]);
  const failed = results.filter(({ pass }) => !pass).length;
  if (device.kind !== 'ready') return null;
  const { report } = device;
  const processor = isProcessor(report);
  return (
    <Panel title={processor ? 'This processor' : 'This GPU'}>
      <p>
        {report.description || [report.vendor, report.architecture].filter((part) => part !== '').join(' ')}
        {report.software && !processor ? ' (software)' : ''}
      </p>
      <button type="button" disabled={running || training} onClick={() => void view.checkKernels()}>
        Check the kernels on this {processor ? 'processor' : 'GPU'}
      </button>
      <p role="status">
        {results.length === 0
          ? ''
          : `${counted(results.length, 'check')}, ${failed === 0 ? 'all' : `${failed} not`} within tolerance`}
        {running ? `; now ${results.at(-1)?.kernel ?? 'the first kernel'}…` : ''}
      </p>
      {rows.length === 0 ? null : (
        <Table
          numeric
          caption="Kernels against their references"
          columns={['kernel and variant', 'cases', 'error / tolerance', 'repeats', '']}
          rows={rows.map(({ name, cases, error, repeats, pass, detail }) => [
            name,
            cases,
            <span key="e" title={detail}>
              {rounded(error)}
            </span>,
            repeats ? 'yes' : 'no',
            <span key="p" className={pass ? 'tag good' : 'tag danger'}>
              {pass ? 'right' : 'wrong'}
            </span>,
          ])}
        />
      )}
    </Panel>
  );
}

interface VariantRow {
  readonly name: string;
  readonly cases: number;
  readonly error: number;
  readonly repeats: boolean;
  readonly pass: boolean;
  /** Of the worst case. */
  readonly detail: string;
}

/** The worst case of each variant. */
function byVariant(results: readonly ConformanceResult[]): VariantRow[] {
  const rows = new Map<string, VariantRow>();
  for (const { kernel, variant, error, repeats, pass, detail } of results) {
    const name = `${kernel} · ${variant}`;
    const row = rows.get(name) ?? { name, cases: 0, error: -1, repeats: true, pass: true, detail: '' };
    const worst = error > row.error ? { error, detail } : row;
    rows.set(name, {
      ...row,
      cases: row.cases + 1,
      error: worst.error,
      detail: worst.detail,
      repeats: row.repeats && repeats,
      pass: row.pass && pass,
    });
  }
  return [...rows.values()];
}
