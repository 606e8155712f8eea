import { useEffect, useRef } from 'react';
import UPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useValue } from '../app_context.ts';

export interface Line {
  readonly label: string;
  /** Custom property of the colour, see tokens.css. */
  readonly colour: string;
  /** Lengths of dash and gap in pixels; absent for a solid line. */
  readonly dash?: readonly number[];
  readonly points?: boolean;
  /** One value per x, null where there is none. */
  readonly values: readonly (number | null)[];
}

export interface LineChartProps {
  readonly xLabel: string;
  readonly yLabel: string;
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  /** What is seen, in a sentence. */
  readonly description: string;
}

const HEIGHT = 300;

/** Lines over a shared x axis, drawn by uPlot; the legend, the sentence and the table belong to the figure around it. */
export function LineChart({ xLabel, yLabel, x, lines, description }: LineChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const theme = useValue((state) => state.theme);

  // Drawn anew for new data: a validation comes at most a few times a second, and a plot takes a millisecond or two.
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    let plot: UPlot | null = null;
    const draw = (): void => {
      plot?.destroy();
      plot = new UPlot(options(element, xLabel, yLabel, lines), dataOf(x, lines), element);
    };
    draw();
    const resized = new ResizeObserver(() => plot?.setSize({ width: element.clientWidth, height: HEIGHT }));
    resized.observe(element);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', draw);
    return () => {
      resized.disconnect();
      dark.removeEventListener('change', draw);
      plot?.destroy();
    };
  }, [x, lines, xLabel, yLabel, theme]);

  return <div ref={box} className="plot" role="img" aria-label={description} />;
}

const dataOf = (x: readonly number[], lines: readonly Line[]): UPlot.AlignedData => [
  [...x],
  ...lines.map(({ values }) => [...values]),
];

function options(element: HTMLElement, xLabel: string, yLabel: string, lines: readonly Line[]): UPlot.Options {
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
  return {
    width: element.clientWidth,
    height: HEIGHT,
    legend: { show: false },
    cursor: { y: false },
    scales: { x: { time: false }, y: { range: (_, low, high) => [Math.min(0, low), high === 0 ? 1 : high * 1.08] } },
    axes: [
      { ...axis, label: xLabel, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000] },
      { ...axis, label: yLabel, size: 58 },
    ],
    series: [
      { label: xLabel },
      ...lines.map(({ label, colour: name, dash, points = false }) => ({
        label,
        stroke: colour(name),
        width: dash === undefined ? 2.5 : 1.5,
        ...(dash === undefined ? {} : { dash: [...dash] }),
        points: { show: points, size: 6 },
      })),
    ],
  };
}
