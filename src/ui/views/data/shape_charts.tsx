import type { Preview } from '../../../worker/contract.ts';
import { ChartFigure } from '../../charts/chart_figure.tsx';
import { Bars, LogCurve } from '../../charts/small_charts.tsx';
import { date } from '../../format.ts';
import {
  activitySentence,
  gapsSentence,
  lengthsSentence,
  periodName,
  periodTicks,
  popularitySentence,
} from './shape_words.ts';

/** What a shaping would leave, in four small charts; binned in the worker. */
export function ShapeCharts({ preview }: { readonly preview: Preview }) {
  return (
    <div className="small-charts">
      <Lengths preview={preview} />
      <Popularity preview={preview} />
      <Activity preview={preview} />
      <Gaps preview={preview} />
    </div>
  );
}

const rangeName = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? String(from) : `${from}–${to}`;

function Lengths({ preview }: { readonly preview: Preview }) {
  const bars = preview.lengths.map((bar) => ({ name: rangeName(bar), tick: String(bar.from), value: bar.count }));
  const sentence = lengthsSentence(preview);
  const who = preview.cut === null ? 'user' : 'session';
  return (
    <ChartFigure
      title="Length of histories"
      sentence={sentence}
      columns={['Interactions', `${who}s`]}
      rows={bars.map(({ name, value }) => [name, value])}
      file="history-lengths.csv"
    >
      <Bars xLabel={`interactions of a ${who}, from`} yLabel={`${who}s`} bars={bars} description={sentence} />
    </ChartFigure>
  );
}

function Popularity({ preview }: { readonly preview: Preview }) {
  const sentence = popularitySentence(preview.popularity, preview.after.items);
  return (
    <ChartFigure
      title="Popularity of items"
      sentence={sentence}
      columns={['Rank', 'Interactions']}
      rows={preview.popularity.map(({ rank, count }) => [rank, count])}
      file="item-popularity.csv"
    >
      <LogCurve
        xLabel="rank of the item (log)"
        yLabel="interactions (log)"
        points={preview.popularity.map(({ rank, count }) => ({ x: rank, y: count }))}
        description={sentence}
      />
    </ChartFigure>
  );
}

function Activity({ preview }: { readonly preview: Preview }) {
  const { activity } = preview;
  if (activity === null || activity.length === 0) return null;
  const sentence = activitySentence(activity);
  const ticks = periodTicks(activity);
  return (
    <ChartFigure
      title="Activity over time"
      sentence={sentence}
      columns={['From', 'To', 'Interactions']}
      rows={activity.map(({ from, to, count }) => [date(from), date(to), count])}
      file="activity.csv"
    >
      <Bars
        xLabel="date"
        yLabel="interactions"
        bars={activity.map(({ from, to, count }, i) => ({
          name: periodName(from, to),
          tick: ticks[i],
          value: count,
        }))}
        description={sentence}
      />
    </ChartFigure>
  );
}

/** Beside the names, which are too long for an axis. */
const GAP_TICKS = ['0', '<1 min', '<1 h', '<1 d', '<7 d', '<30 d', '<1 y', '>1 y'];

function Gaps({ preview }: { readonly preview: Preview }) {
  const { gaps } = preview;
  if (gaps === null) return null;
  const sentence = gapsSentence(gaps);
  return (
    <ChartFigure
      title="Time to the next interaction"
      sentence={sentence}
      columns={['Distance', 'Pairs of neighbours']}
      rows={gaps.map(({ name, count }) => [name, count])}
      file="gaps.csv"
    >
      <Bars
        xLabel="time between neighbours of one user"
        yLabel="pairs"
        bars={gaps.map(({ name, count }, i) => ({ name, tick: GAP_TICKS[i] ?? '', value: count }))}
        description={sentence}
      />
    </ChartFigure>
  );
}
