import { differingSettings, settingsOf, titleOfRow, type Row } from '../../../state/compare_rows.ts';
import type { ComparedSlice, RankingMetric, RunComparison } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel, SelectField, Table } from '../../controls/fields.tsx';
import { count, score, unparted } from '../../format.ts';
import { settingName } from '../../setting_words.ts';

const metricWords: Readonly<Record<RankingMetric, string>> = { ndcg: 'NDCG@10', hr: 'HR@10', mrr: 'MRR@10' };

/** Which of the two ticked is better, on the same users; where they may not be compared, why. */
export function PairPanel({ rows }: { readonly rows: readonly Row[] }) {
  const comparison = useValue((state) => state.comparison);
  const metric = useValue((state) => state.compareMetric);
  const { compare } = useActions();
  const recipes = rows.flatMap((row) => (row.kind === 'run' ? [row.run.recipe] : []));
  const differing = differingSettings(recipes);
  return (
    <Panel title="Which is better?">
      <div className="row ends">
        <SelectField
          label="Metric"
          value={metric}
          options={metricWords}
          onChange={(chosen) => void compare.setMetric(chosen)}
        />
        <button type="button" aria-disabled={rows.length === 0} onClick={() => compare.clearTicks()}>
          Untick all
        </button>
      </div>
      <div aria-live="polite" className="verdict-line">
        <Verdict rows={rows} comparison={comparison} />
      </div>
      {comparison?.comparable === true ? <Slices rows={rows} slices={comparison.slices} metric={metric} /> : null}
      {recipes.length > 1 && differing.length > 0 ? (
        <details>
          <summary>Settings that differ</summary>
          <Table
            caption="Settings that differ between the ticked runs"
            columns={['', ...rows.flatMap((row) => (row.kind === 'run' ? [row.run.name] : []))]}
            rows={differing.map((name) => [
              settingName(name),
              ...recipes.map((recipe) => settingsOf(recipe).get(name) ?? ''),
            ])}
          />
        </details>
      ) : null}
    </Panel>
  );
}

interface VerdictProps {
  readonly rows: readonly Row[];
  readonly comparison: RunComparison | null;
}

function Verdict({ rows, comparison }: VerdictProps) {
  if (rows.length !== 2) {
    const words = ['Tick two rows', 'Tick one more row'][rows.length] ?? 'Tick exactly two rows';
    return <p className="muted">{words} to see which is better, user by user.</p>;
  }
  if (comparison === null) return <p className="muted">Comparing user by user…</p>;
  if (!comparison.comparable) {
    return (
      <p className="notice warning">
        <strong>They cannot be compared.</strong> <span>{comparison.reason}</span>
      </p>
    );
  }
  const { sentence, difference } = comparison;
  const tone = difference.low > 0 || difference.high < 0 ? 'good' : '';
  return (
    <>
      <p className={`notice ${tone}`}>
        <strong>{unparted(sentence)}</strong>
      </p>
      <p className="muted">
        The same users are drawn {count(difference.resamples)} times for both, so that what makes a user hard for both
        cancels. One seed each: training again with another seed moves a score too, by about 1&nbsp;% of it on public
        data.
      </p>
    </>
  );
}

interface SlicesProps {
  readonly rows: readonly Row[];
  readonly slices: readonly ComparedSlice[];
  readonly metric: RankingMetric;
}

/** For whom each of the two is better. */
function Slices({ rows, slices, metric }: SlicesProps) {
  const [a = '', b = ''] = rows.map(titleOfRow);
  const parts = [
    ['By length of the history, in interactions', 'length'],
    ['By popularity of the target, in training', 'popularity'],
  ] as const;
  return (
    <details>
      <summary>For whom</summary>
      {parts.map(([title, by]) => (
        <Table
          key={by}
          numeric
          caption={`${title}: ${metricWords[metric]} of both`}
          columns={[title, 'targets', a, b, 'difference']}
          rows={slices
            .filter((slice) => slice.by === by)
            .map((slice) => [
              slice.to === null ? `${count(slice.from)} and more` : `${count(slice.from)} to ${count(slice.to)}`,
              ...[count(slice.users), score(slice.a), score(slice.b), signed(slice.a - slice.b)],
            ])}
        />
      ))}
    </details>
  );
}

const signed = (x: number): string => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(4)}`;
