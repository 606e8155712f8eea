import type { CostAt, MixerCost, RecordedMixerCosts } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { ChartFigure } from '../../charts/chart_figure.tsx';
import { GrowthChart } from '../../charts/growth_chart.tsx';
import { Table } from '../../controls/fields.tsx';
import { count, rounded } from '../../format.ts';
import { costSentence, heldTo, lengthsOf } from './cost_words.ts';
import { Folded } from './folded.tsx';

/** What each mixer takes as histories grow. */
export function CostPanel() {
  const costs = useValue((state) => state.costs);
  const failure = useValue((state) => state.costsFailure);
  const { papers } = useActions();
  return (
    <Folded
      title="What mixers cost as histories grow"
      intro="Time and memory of each way in which positions tell one another what they read, forward and backward, over longer and longer histories."
      shown="the costs"
      failure={failure}
      read={() => papers.readCosts()}
    >
      {costs === null ? null : costs.length === 0 ? (
        <p>Nothing is measured yet; lab bench --mixers --write measures it.</p>
      ) : (
        costs.map((each) => <Costs key={each.adapter} costs={each} />)
      )}
    </Folded>
  );
}

function Costs({ costs }: { readonly costs: RecordedMixerCosts }) {
  const { adapter, clock, width, mixers, date } = costs;
  return (
    <section className="costs" aria-label={adapter}>
      <h3>{adapter}</h3>
      <p>{costSentence(mixers)}</p>
      <p className="muted">
        One history, {width} channels, each mixer as it is set first; {clock}, measured on {date}.
      </p>
      <div className="small-charts">
        <Growth costs={costs} title="Time" quantity="milliseconds" of={({ milliseconds }) => milliseconds} />
        <Growth costs={costs} title="Memory" quantity="megabytes" of={({ bytes }) => bytes / 1e6} />
      </div>
      <Table
        numeric
        caption={`Slopes on ${adapter}`}
        columns={['mixer', 'slope of time', 'goal', 'measured to']}
        rows={mixers.map((mixer) => [
          mixer.title,
          mixer.slope === null ? '–' : <Slope key="slope" mixer={mixer} slope={mixer.slope} />,
          mixer.growth === 'linear' ? `at most ${mixer.goal}` : `about ${mixer.goal}`,
          mixer.at.length === 0 ? '–' : count(mixer.at[mixer.at.length - 1].length),
        ])}
      />
      {mixers.map(({ name, title, ended }) =>
        ended === null ? null : <p key={name}>{`${title} ended: ${ended}.`}</p>,
      )}
    </section>
  );
}

function Slope({ mixer, slope }: { readonly mixer: MixerCost; readonly slope: number }) {
  return (
    <>
      {slope.toFixed(2)} {heldTo(mixer) === false ? <span className="tag danger">above the goal</span> : null}
    </>
  );
}

interface GrowthProps {
  readonly costs: RecordedMixerCosts;
  readonly title: string;
  readonly quantity: string;
  readonly of: (at: CostAt) => number;
}

function Growth({ costs: { adapter, mixers }, title, quantity, of }: GrowthProps) {
  const lengths = lengthsOf(mixers);
  const lines = mixers.map(({ title: label, at }) => ({
    label,
    values: lengths.map((length) => {
      const found = at.find((each) => each.length === length);
      return found === undefined ? null : of(found);
    }),
  }));
  const written = (value: number | null): string => (value === null ? '–' : rounded(value));
  return (
    <ChartFigure
      title={title}
      sentence={`${title} of forward and backward in ${quantity}, on ${adapter}; both axes are logarithmic.`}
      columns={['length', ...lines.map(({ label }) => label)]}
      rows={lengths.map((length, i) => [count(length), ...lines.map(({ values }) => written(values[i]))])}
      file={`mixers-${title.toLowerCase()}.csv`}
    >
      <GrowthChart
        xLabel="positions of the history"
        yLabel={quantity}
        x={lengths}
        lines={lines}
        words={(at) =>
          `${count(lengths[at])} positions: ${lines.map(({ label, values }) => `${label} ${written(values[at])}`).join(', ')} ${quantity}.`
        }
        description={`${title} of each mixer over the length of the history.`}
      />
    </ChartFigure>
  );
}
