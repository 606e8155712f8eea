import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useValue } from '../app_context.ts';
import { isAlone } from './alone.ts';

export interface Line {
  readonly label: string;
  /** Custom property of the colour, see tokens.css. */
  readonly colour: string;
  /** Lengths of dash and gap in pixels; absent for a solid line. */
  readonly dash?: readonly number[];
  readonly points?: boolean;
  /** Thin and pale, behind a line that matters more. */
  readonly faint?: boolean;
  /** One value per x; null where the line has a gap, undefined where it only has no point. */
  readonly values: readonly (number | null | undefined)[];
}

export interface LineChartProps {
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly number[];
  /** End of the x axis, which begins at 0. */
  readonly xMost: number;
  readonly lines: readonly Line[];
  /** Logarithmic y; else it begins at 0 unless `fromZero` is false. */
  readonly log?: boolean;
  readonly fromZero?: boolean;
  readonly height?: number;
  /** Charts of one name share the cursor. */
  readonly together?: string;
  /** What is seen, in a sentence. */
  readonly description: string;
}

/** Lines over a shared x axis, drawn by uPlot; the legend, the sentence and the table belong to the figure around it. */
export function LineChart(props: LineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot | null>(null);
  const latest = useRef(props);
  const theme = useValue((state) => state.theme);
  const { xLabel, yLabel, x, xMost, lines, log = false, height = 300, description } = props;
  // What a plot cannot change: it is made anew for it, and only filled anew for other numbers.
  const looks = lines.map(({ label, colour, points }) => `${label} ${colour} ${points === true}`);
  const made = [xLabel, yLabel, log, height, ...looks].join('\n');

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const draw = (): void => {
      plot.current?.destroy();
      const { x: at, lines: now } = latest.current;
      plot.current = new UPlot(options(element, latest), dataOf(at, now), element);
    };
    draw();
    const resized = new ResizeObserver(() => plot.current?.setSize({ width: element.clientWidth, height }));
    resized.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      dark.removeEventListener('change', draw);
      plot.current?.destroy();
      plot.current = null;
    };
  }, [made, height, theme]);

  useEffect(() => {
    plot.current?.setData(dataOf(x, lines));
  }, [x, lines, xMost]);

  return <div ref={box} className="plot" role="img" aria-label={description} />;
}

const dataOf = (x: readonly number[], lines: readonly Line[]): UPlot.AlignedData => [
  [...x],
  ...lines.map(({ values }) => [...values]),
];

/** Room above the highest value and, where the axis does not begin at 0, below the lowest. */
const ROOM = 0.08;

/** uPlot's number for a logarithmic scale; its enum is declared without values at run time. */
const LOGARITHMIC = 3;

function options(element: HTMLElement, latest: { readonly current: LineChartProps }): UPlot.Options {
  const { xLabel, yLabel, lines, log = false, fromZero = true, height = 300, together } = latest.current;
  const style = getComputedStyle(element);
  const colour = (name: string): string => style.getPropertyValue(name);
  const axis = {
    stroke: colour('--muted'),
    grid: { stroke: colour('--line'), width: 1 },
    ticks: { stroke: colour('--line'), width: 1 },
    font: `12px ${style.fontFamily}`,
    labelFont: `12px ${style.fontFamily}`,
    labelSize: 22,
  };
  const yRange = (low: number, high: number): [number, number] => {
    if (log) return [low / 1.1, high * 1.1];
    if (fromZero) return [Math.min(0, low), high === 0 ? 1 : high * (1 + ROOM)];
    const room = (high - low) * ROOM || 1;
    return [low - room, high + room];
  };
  const y: UPlot.Scale = { range: (_, low, high) => (low === null ? [0.1, 1] : yRange(low, high)) };
  if (log) Reflect.set(y, 'distr', LOGARITHMIC);
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, ...(together === undefined ? {} : { sync: { key: together, scales: ['x', null] } }) },
    scales: {
      x: { time: false, range: () => [0, latest.current.xMost] },
      y,
    },
    axes: [
      { ...axis, label: xLabel, incrs: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
      { ...axis, label: yLabel, size: 58 },
    ],
    series: [{ label: xLabel }, ...lines.map((line) => seriesOf(line, colour(line.colour)))],
  };
}

const seriesOf = ({ label, dash, points = false, faint = false }: Line, stroke: string): UPlot.Series => ({
  label,
  stroke,
  ...(faint ? { alpha: 0.35 } : {}),
  width: faint ? 1 : dash === undefined ? 2.5 : 1.5,
  ...(dash === undefined ? {} : { dash: [...dash] }),
  points: { show: ({ data }, series) => points || isAlone(data[series]), size: 6 },
});
