import { lazy, Suspense, useMemo, useRef, useState } from 'react';
import { csvOf } from '../../../core/csv.ts';
import { joined, passedPopular } from '../../../state/baseline_rows.ts';
import { knownBest } from '../../../state/known_best.ts';
import type { ValidationPoint } from '../../../worker/contract.ts';
import { useLosses, useValue } from '../../app_context.ts';
import type { Line } from '../../charts/line_chart.tsx';
import { savePicture } from '../../charts/save_picture.ts';
import { Panel, SelectField, Table } from '../../controls/fields.tsx';
import { useCalmly } from '../../controls/use_calmly.ts';
import { counted, score } from '../../format.ts';
import { fileName } from '../../../core/file_names.ts';
import { saveFile } from '../../save_file.ts';
import { BEFORE, BEST, curveCsv, curveSentence, lossSentence, metrics, validationLines, type Metric } from './curve.ts';
import { Patience } from './patience.tsx';

const LineChart = lazy(async () => ({ default: (await import('../../charts/line_chart.tsx')).LineChart }));

/** The name under which both charts share their cursor. */
const TOGETHER = 'training';

/** The validation curve of the run among the baselines, and the training loss below it on the same axis. */
export function CurvePanel() {
  const validation = useValue((state) => state.validation);
  const measured = useValue((state) => state.baselineScores);
  const baselines = useMemo(() => joined(measured, (a, b) => a.hr10 === b.hr10 && a.ndcg10 === b.ndcg10), [measured]);
  const before = useBefore();
  const split = useValue((state) => state.prepared?.recipe.protocol.split);
  const known = useValue(({ dataset, prepared }) => knownBest(dataset, prepared?.recipe)?.expected ?? null);
  const best = split === 'leave-one-out' ? known : null; // the process was asked for last items
  const epochs = Math.max(useEpochs(), before.at(-1)?.epoch ?? 0);
  const [metric, setMetric] = useState<Metric>('ndcg10');
  const charts = useRef<HTMLDivElement>(null);
  const data = useData();
  const ceiling = best?.[metric] ?? null;
  const x = useMemo(() => {
    const made = new Set([0, ...[...validation, ...before].map(({ epoch }) => epoch), epochs]);
    return [...made].sort((a, b) => a - b);
  }, [validation, before, epochs]);
  const lines = useMemo(
    () => validationLines(validation, before, baselines, metric, ceiling, x),
    [validation, before, baselines, metric, ceiling, x],
  );
  const sentence = curveSentence(validation, baselines, metric, ceiling);
  const save = (): void => {
    if (charts.current !== null)
      savePicture(fileName(data, 'curve.png'), charts.current, 'Validation and training loss', [sentence]);
  };
  return (
    <Panel title="Validation" className="chart">
      <SelectField label="Metric" value={metric} options={metrics} onChange={setMetric} />
      <Passed />
      <div ref={charts} className="charts">
        <figure>
          {validation.length + before.length === 0 ? (
            <p className="empty">The curve begins with the first validation.</p>
          ) : (
            <Suspense fallback={<p className="empty">Loading the chart…</p>}>
              <LineChart
                xLabel="epoch"
                yLabel={metrics[metric]}
                x={x}
                xMost={epochs}
                lines={lines}
                together={TOGETHER}
                height={280}
                description={sentence}
              />
            </Suspense>
          )}
          <Legend lines={lines} />
          <figcaption>{sentence}</figcaption>
        </figure>
        <Patience />
        <LossFigure epochs={epochs} />
      </div>
      <Numbers savePicture={save} />
    </Panel>
  );
}

const NONE: readonly ValidationPoint[] = [];

/** The curve of the run before, where it was measured as this one is. */
function useBefore(): readonly ValidationPoint[] {
  const before = useValue((state) => state.before);
  const now = useValue((state) => state.prepared?.recipe ?? null);
  if (before === null || now === null) return NONE;
  const { dataset, protocol } = before.recipe;
  return dataset.fingerprint === now.dataset.fingerprint && protocol.hash === now.protocol.hash
    ? before.validation
    : NONE;
}

/** Once a run, when it passes the least that a recommender must. */
function Passed() {
  const validation = useValue((state) => state.validation);
  const baselines = useValue((state) => state.baselineScores);
  const epoch = passedPopular(validation, baselines);
  return (
    <p aria-live="polite" className="passed">
      {epoch === null ? null : (
        <span className="tag good">From epoch {epoch} on better than just showing the popular ones</span>
      )}
    </p>
  );
}

/** The epoch in progress, where the x axes end; at least 1. */
const useEpochs = (): number =>
  useValue(({ steps, prepared }) =>
    steps === null || prepared === null ? 1 : Math.max(1, Math.ceil(steps.step / prepared.stepsPerEpoch)),
  );

const POINTS = 400;
const REDRAW_MILLISECONDS = 250;

function LossFigure({ epochs }: { readonly epochs: number }) {
  const version = useCalmly(
    useValue((state) => state.lossVersion),
    REDRAW_MILLISECONDS,
  );
  const perEpoch = useValue((state) => state.prepared?.stepsPerEpoch ?? null);
  const losses = useLosses();
  const [log, setLog] = useState(false);
  // The history is outside the store; its version says when it changed.
  const curve = useMemo(() => (version === 0 ? null : losses.curve(POINTS)), [version, losses]);
  const x = useMemo(() => curve?.steps.map((step) => step / (perEpoch ?? 1)) ?? [], [curve, perEpoch]);
  const lines = useMemo<Line[]>(
    () => [
      { label: 'loss of a step', colour: '--series-0', faint: true, values: curve?.raw ?? [] },
      { label: 'smoothed', colour: '--series-0', values: curve?.smooth ?? [] },
    ],
    [curve],
  );
  if (curve === null || perEpoch === null || curve.steps.length === 0) return null;
  const sentence = lossSentence(curve);
  const rest = `Pale: ${curve.every === 1 ? 'every step' : `one step in ${curve.every}`}; ${counted(perEpoch, 'step')} an epoch.`;
  return (
    <figure className="loss-figure">
      <label className="check">
        <input type="checkbox" checked={log} onChange={({ target }) => setLog(target.checked)} />
        loss on a logarithmic axis
      </label>
      <Suspense fallback={<p className="empty">Loading the chart…</p>}>
        <LineChart
          xLabel="epoch"
          yLabel="loss (nats)"
          x={x}
          xMost={epochs}
          lines={lines}
          log={log}
          fromZero={false}
          together={TOGETHER}
          height={190}
          description={sentence}
        />
      </Suspense>
      <figcaption>
        {sentence} <span className="muted">{rest}</span>
      </figcaption>
    </figure>
  );
}

/** The model first, then the levels, the highest first. */
const legendOrder = (lines: readonly Line[]): Line[] => [...lines].sort((a, b) => levelOf(b) - levelOf(a));

const levelOf = ({ dash, values }: Line): number => (dash === undefined ? Infinity : (values[0] ?? 0));

function Legend({ lines }: { readonly lines: readonly Line[] }) {
  return (
    <ul className="legend">
      {legendOrder(lines).map(({ label, colour, dash, values }) => (
        <li key={label}>
          <svg viewBox="0 0 28 8" aria-hidden="true" className={colour.slice(2)}>
            {label === BEST ? (
              <circle cx="14" cy="4" r="3" />
            ) : (
              <line
                x1="0"
                y1="4"
                x2="28"
                y2="4"
                strokeDasharray={dash?.join(' ')}
                opacity={label === BEFORE ? 0.4 : 1}
              />
            )}
          </svg>
          {label}
          {dash === undefined ? '' : ` ${score(values[0] ?? 0)}`}
        </li>
      ))}
    </ul>
  );
}

/** The data of the run on screen. */
const useData = (): string | null =>
  useValue(({ prepared, summary, dataset }) => (prepared ?? summary)?.recipe.dataset.name ?? dataset?.name ?? null);

function Numbers({ savePicture: save }: { readonly savePicture: () => void }) {
  const data = useData();
  const validation = useValue((state) => state.validation);
  const baselines = useValue((state) => state.baselineScores);
  const losses = useLosses();
  const lossCsv = (): string =>
    csvOf([['step', 'loss'], ...Array.from(losses.view(), (loss, i) => [losses.first + i + 1, loss])]);
  return (
    <details>
      <summary>The numbers</summary>
      <div className="row">
        <button type="button" onClick={() => saveFile(fileName(data, 'curve.csv'), curveCsv(validation, baselines))}>
          Save as CSV
        </button>
        <button type="button" onClick={() => saveFile(fileName(data, 'loss.csv'), lossCsv())}>
          Save the loss as CSV
        </button>
        <button type="button" onClick={save}>
          Save as PNG
        </button>
      </div>
      <Table
        numeric
        caption="Validation by epoch"
        columns={['epoch', 'step', 'loss (nats)', 'HR@10', 'NDCG@10', '']}
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
