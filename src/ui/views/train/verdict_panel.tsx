import { adapterName } from '../../../core/adapter_line.ts';
import { asked } from '../../../core/asked.ts';
import { codesSentence } from '../../../core/code_use.ts';
import type { Metrics, RunSummary } from '../../../worker/contract.ts';
import { joined, sameMetrics, WHY_ONE } from '../../../state/baseline_rows.ts';
import { knownBest } from '../../../state/known_best.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel, Table } from '../../controls/fields.tsx';
import { count, counted, duration, percent, score, unparted } from '../../format.ts';
import { Cautions } from '../cautions.tsx';
import { AgainWithSeeds } from '../compare/again_with_seeds.tsx';
import { GoOn } from './go_on.tsx';
import { useRise } from './health_panel.tsx';
import { nextStep } from './next_step.ts';
import { headline, winnerOf } from './verdict.ts';

/** The test, once, with everyone in one table and the protocol beside the numbers. */
export function VerdictPanel() {
  const summary = useValue((state) => state.summary);
  const models = useValue((state) => state.models);
  const best = useValue(({ dataset, summary: run }) => knownBest(dataset, run?.recipe));
  const rise = useRise();
  const simulated = useValue(({ worlds, summary: run }) =>
    worlds.some(({ name }) => name === run?.recipe.dataset.name),
  );
  const { view, trial } = useActions();
  if (summary?.test == null) return null;
  const { test, baselines, againstBaseline, recipe, codes, id } = summary;
  const title = models.find(({ name }) => name === recipe.model)?.title ?? recipe.model;
  const rows = [
    { name: recipe.model, title, metrics: test, model: true },
    ...joined(baselines, (a, b) => sameMetrics(a.metrics, b.metrics)).map((b) => ({ ...b, model: false })),
  ];
  rows.sort((a, b) => b.metrics.ndcg['10'] - a.metrics.ndcg['10']);
  const next = nextStep(recipe.dataset.name, simulated, againstBaseline);
  const { tone, words } = headline(title, againstBaseline, baselines, rise);
  return (
    <Panel title="The verdict" className="verdict">
      <p className={`notice ${tone}`}>
        <strong>{words}</strong>
      </p>
      {againstBaseline === null ? null : <p>{unparted(againstBaseline.sentence)}</p>}
      {codes === undefined ? null : <p>{unparted(codesSentence(codes))}</p>}
      <Cautions result={test} />
      <Table
        numeric
        caption="Test metrics of the model and every baseline"
        columns={['', 'HR@10', 'NDCG@10', 'MRR@10', 'HR@5', 'HR@20', 'coverage', 'head share']}
        rows={rows.map(({ title: name, metrics, model }) => [
          <Name key="n" name={name} model={model} joined={baselines.every(({ title: own }) => own !== name)} />,
          ...cells(metrics),
        ])}
      />
      {best === null || test.protocol.split !== 'leave-one-out' ? null : (
        <p>
          On these targets the process itself, known to the simulator, reaches HR@10 {score(best.realised.hr10)} and
          NDCG@10 {score(best.realised.ndcg10)}.
        </p>
      )}
      <p className="protocol">
        {unparted(test.protocol.sentence)} {asked(test)}, {counted(test.items, 'item')}, test targets. Protocol{' '}
        <code>{test.protocol.hash}</code>, dataset <code>{test.dataset.fingerprint.slice(0, 12)}</code>.
      </p>
      <Slices metrics={test} />
      <Bits summary={summary} />
      <div className="next-step">
        <UseWinner run={id} title={title} />
        <button
          type="button"
          onClick={() => {
            view.show('try');
            void trial.ask(id);
          }}
        >
          Try this model
        </button>
        {next.length === 0 ? null : <p className="muted">{next.join(' ')}</p>}
      </div>
      <GoOn run={id} />
      <AgainWithSeeds run={summary} />
    </Panel>
  );
}

/** What the verdict comes to: lists for everybody by whoever won. */
function UseWinner({ run, title }: { readonly run: string; readonly title: string }) {
  const baselines = useValue((state) => state.summary?.baselines);
  const versus = useValue((state) => state.summary?.againstBaseline ?? null);
  const { lists } = useActions();
  const baseline = winnerOf(versus);
  const name = baselines?.find((other) => other.name === baseline)?.title ?? title;
  return (
    <button
      type="button"
      className="primary"
      title={`A file of what comes next for everybody, by ${name}`}
      onClick={() => void lists().then((all) => all.open(baseline === null ? { run } : { baseline }))}
    >
      Use {name}: lists for everyone…
    </button>
  );
}

function Name({
  name,
  model,
  joined: one,
}: {
  readonly name: string;
  readonly model: boolean;
  readonly joined: boolean;
}) {
  if (model) return <strong>{name}</strong>;
  return one ? (
    <>
      {name} <small>({WHY_ONE})</small>
    </>
  ) : (
    name
  );
}

const cells = ({ hr, ndcg, mrr, coverage, headShare }: Metrics): string[] => [
  ...[hr['10'], ndcg['10'], mrr['10'], hr['5'], hr['20']].map(score),
  percent(coverage),
  percent(headShare),
];

function Slices({ metrics }: { readonly metrics: Metrics }) {
  const slices = [
    ['By length of the history', metrics.byLength],
    ['By popularity of the target', metrics.byPopularity],
  ] as const;
  return (
    <details>
      <summary>For whom it works</summary>
      {slices.map(([title, buckets]) => (
        <Table
          key={title}
          numeric
          caption={title}
          columns={[title, 'users', 'HR@10', 'NDCG@10']}
          rows={buckets.map(({ users, hr, ndcg, ...range }) => [
            rangeWords(range),
            count(users),
            score(hr['10']),
            score(ndcg['10']),
          ])}
        />
      ))}
    </details>
  );
}

const rangeWords = ({ from, to }: { readonly from: number; readonly to: number | null }): string =>
  to === null ? `${count(from)} and more` : from === to ? count(from) : `${count(from)} to ${count(to)}`;

function Bits({ summary }: { readonly summary: RunSummary }) {
  const { adapter, parameters, epochs, steps, weightsAt, seconds, weightsSha256, stateSha256, recipe } = summary;
  return (
    <details>
      <summary>To repeat it</summary>
      <ul className="prose">
        <li>
          {counted(parameters, 'parameter')}, {counted(epochs ?? 0, 'epoch')}, {counted(steps, 'step')},{' '}
          {duration(seconds)}, seed {recipe.seed}; its weights are those of epoch {count(weightsAt.epoch)}
        </li>
        <li>{adapter === null ? '' : `GPU: ${adapterName(adapter)}`}</li>
        <li>
          Weights <code>{weightsSha256.slice(0, 16)}</code>, with optimizer <code>{stateSha256.slice(0, 16)}</code>: the
          same recipe on this GPU and browser ends in the same bits.
        </li>
      </ul>
    </details>
  );
}
