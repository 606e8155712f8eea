import { lazy, Suspense, useMemo, useState } from 'react';
import type { BaselineScore } from '../../../state/slices/run.ts';
import type { ValidationPoint } from '../../../worker/contract.ts';
import { useValue } from '../../app_context.ts';
import type { Line } from '../../charts/line_chart.tsx';
import { Panel, SelectField, Table } from '../../controls/fields.tsx';
import { score } from '../../format.ts';
import { saveFile } from '../../save_file.ts';
import { curveCsv, curveSentence, metrics, type Metric } from './curve.ts';

const LineChart = lazy(async () => ({ default: (await import('../../charts/line_chart.tsx')).LineChart }));

const COLOURS = 6;
const DASHES = [
  [6, 4],
  [2, 3],
  [10, 4],
  [10, 3, 2, 3],
  [4, 6],
  [14, 4],
] as const;

/** The validation curve of the run with the baselines as dashed lines. */
export function CurvePanel() {
  const validation = useValue((state) => state.validation);
  const baselines = useValue((state) => state.baselineScores);
  const [metric, setMetric] = useState<Metric>('ndcg10');
  const x = useMemo(() => [0, ...validation.map(({ epoch }) => epoch)], [validation]);
  const lines = useMemo(() => linesOf(validation, baselines, metric), [validation, baselines, metric]);
  const sentence = curveSentence(validation, baselines, metric);
  return (
    <Panel title="Validation" className="chart">
      <SelectField label="Metric" value={metric} options={metrics} onChange={setMetric} />
      <figure>
        {validation.length === 0 ? (
          <p className="empty">The curve begins with the first validation.</p>
        ) : (
          <Suspense fallback={<p className="empty">Loading the chart…</p>}>
            <LineChart xLabel="epoch" yLabel={metrics[metric]} x={x} lines={lines} description={sentence} />
          </Suspense>
        )}
        <Legend lines={lines} />
        <figcaption>{sentence}</figcaption>
      </figure>
      <Numbers validation={validation} baselines={baselines} />
    </Panel>
  );
}

/** Every baseline as a level, and over them the model with its best checkpoint; x begins with the untrained epoch 0. */
function linesOf(points: readonly ValidationPoint[], baselines: readonly BaselineScore[], metric: Metric): Line[] {
  const best = points.findLastIndex((point) => point.best);
  return [
    ...baselines.map((baseline, i) => ({
      label: baseline.title,
      colour: `--series-${1 + (i % (COLOURS - 1))}`,
      dash: DASHES[i % DASHES.length],
      values: [baseline[metric], ...points.map(() => baseline[metric])],
    })),
    {
      label: 'model',
      colour: '--series-0',
      values: [null, ...points.map((point) => point[metric])],
      points: points.length < 40,
    },
    {
      label: 'best so far',
      colour: '--ink',
      values: [null, ...points.map((point, i) => (i === best ? point[metric] : null))],
      points: true,
    },
  ];
}

/** The model first, then the baselines, the best first. */
const legendOrder = (lines: readonly Line[]): Line[] => [...lines].sort((a, b) => levelOf(b) - levelOf(a));

const levelOf = ({ dash, values }: Line): number => (dash === undefined ? Infinity : (values[0] ?? 0));

function Legend({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ul className="legend">
      {legendOrder(lines).map(({ label, colour, dash, values }) => (
        <li key={label}>
          <svg viewBox="0 0 28 8" aria-hidden="true" className={colour.slice(2)}>
            {label === 'best so far' ? (
              <circle cx="14" cy="4" r="3" />
            ) : (
              <line x1="0" y1="4" x2="28" y2="4" strokeDasharray={dash?.join(' ')} />
            )}
          </svg>
          {label}
          {dash === undefined ? '' : ` ${score(values[0] ?? 0)}`}
        </li>
      ))}
    </ul>
  );
}

interface NumbersProps {
  readonly validation: readonly ValidationPoint[];
  readonly baselines: readonly BaselineScore[];
}

function Numbers({ validation, baselines }: NumbersProps) {
  return (
    <details>
      <summary>The numbers</summary>
      <button type="button" onClick={() => saveFile('curve.csv', curveCsv(validation, baselines))}>
        Save as CSV
      </button>
      <Table
        numeric
        caption="Validation by epoch"
        columns={['epoch', 'step', 'loss', 'HR@10', 'NDCG@10', '']}
        rows={validation.map(({ epoch, step, loss, hr10, ndcg10, best }) => [
          epoch,
          step,
          loss.toFixed(4),
          score(hr10),
          score(ndcg10),
          best ? 'best so far' : '',
        ])}
      />
    </details>
  );
}
