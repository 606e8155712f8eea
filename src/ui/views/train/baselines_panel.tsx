import { useActions, useValue } from '../../app_context.ts';
import { useBaselines } from '../../controls/use_baselines.ts';
import { Panel, Table } from '../../controls/fields.tsx';
import { score } from '../../format.ts';

/** Where nothing can be trained: what the baselines reach on the validation targets. */
export function BaselinesPanel() {
  const scores = useValue((state) => state.baselineScores);
  const cards = useBaselines();
  const dataset = useValue((state) => state.dataset?.name ?? null);
  const busy = useValue((state) => state.working || state.dataset === null);
  const measured = useValue((state) => state.measured);
  const none = useValue((state) => state.dataset === null) || cards.length === 0;
  const best = scores.toSorted((a, b) => b.ndcg10 - a.ndcg10).at(0);
  const { lists, run } = useActions();
  return (
    <Panel title="Baselines">
      <p>They need no training and no GPU. Any model must beat them to be worth its price.</p>
      <div className="row">
        <button type="button" className="primary" disabled={busy} onClick={() => void run.measureBaselines()}>
          Measure the baselines
        </button>
        <button
          type="button"
          disabled={none}
          onClick={() => void lists().then((all) => all.open({ baseline: best?.name ?? cards[0].name }))}
        >
          Lists for everyone…
        </button>
      </div>
      {measured === null ? null : (
        <p className="measuring">
          <progress value={measured.done} max={1} aria-label={`Measuring ${measured.title}`} /> {measured.title}{' '}
          <button type="button" onClick={() => run.stopMeasuring()}>
            Stop
          </button>
        </p>
      )}
      {dataset === null ? null : (
        <p className="muted">
          {scores.length === 0 ? 'Measured are' : 'These are'} the <strong>validation</strong> targets of {dataset}, not
          the test targets: nothing is chosen by the latter before a model is tested.
        </p>
      )}
      <Table
        numeric
        caption="Baselines on the validation targets"
        columns={['', 'HR@10, validation', 'NDCG@10, validation', 'what it does']}
        rows={cards.map(({ name, title, description }) => {
          const found = scores.find((entry) => entry.name === name);
          const shown = found === undefined ? ['', ''] : [score(found.hr10), score(found.ndcg10)];
          return [title, ...shown, <span key="d">{description}</span>];
        })}
      />
    </Panel>
  );
}
