import { lazy, Suspense, useMemo, useState } from 'react';
import { useValue } from '../../app_context.ts';
import { Panel, SelectField, Table } from '../../controls/fields.tsx';
import { duration, score } from '../../format.ts';
import { alongWords, curveWords, overlay, overlaySentence, type Along, type Curve } from './overlay.ts';
import { Swatch } from './swatch.tsx';

const LineChart = lazy(async () => ({ default: (await import('../../charts/line_chart.tsx')).LineChart }));

/** The curves of the ticked runs over each other. */
export function OverlayPanel() {
  const all = useValue((state) => state.runs);
  const ticked = useValue((state) => state.ticked);
  const [along, setAlong] = useState<Along>('epoch');
  const [curve, setCurve] = useState<Curve>('ndcg10');
  const runs = useMemo(() => all.filter(({ id }) => ticked.includes(id)), [all, ticked]);
  const { x, lines } = useMemo(() => overlay(runs, along, curve), [runs, along, curve]);
  if (runs.length === 0) return null;
  const sentence = overlaySentence(runs, curve);
  return (
    <Panel title="Curves" className="chart">
      <div className="fields">
        <SelectField label="Curve" value={curve} options={curveWords} onChange={setCurve} />
        <SelectField label="Along" value={along} options={alongWords} onChange={setAlong} />
      </div>
      <figure>
        <Suspense fallback={<p className="empty">Loading the chart…</p>}>
          <LineChart
            key={`${along} ${curve}`} // its axes are made once
            xLabel={alongWords[along]}
            yLabel={curveWords[curve]}
            x={x}
            xMost={Math.max(1, ...x)}
            fromZero={curve !== 'loss'}
            lines={lines}
            description={sentence}
          />
        </Suspense>
        <ul className="legend">
          {runs.map(({ id, name }) => (
            <li key={id}>
              <Swatch id={id} /> {name}
            </li>
          ))}
        </ul>
        <figcaption>{sentence}</figcaption>
      </figure>
      <details>
        <summary>The numbers</summary>
        <Table
          numeric
          caption="Validations of the ticked runs"
          columns={['run', 'epoch', 'step', 'time', 'loss', 'HR@10', 'NDCG@10']}
          rows={runs.flatMap(({ name, validation }) =>
            validation.map(({ epoch, step, seconds, loss, hr10, ndcg10 }) => [
              ...[name, epoch, step, duration(seconds), loss.toFixed(4), score(hr10), score(ndcg10)],
            ]),
          )}
        />
      </details>
    </Panel>
  );
}
