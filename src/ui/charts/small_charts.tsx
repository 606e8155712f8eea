import { rate } from '../format.ts';
import { powerTicks, roundTicks } from './ticks.ts';

/** Small charts drawn as SVG: a few dozen marks each. The drawing's units are about a pixel of a narrow column. */
export const WIDTH = 320;
export const HEIGHT = 170;
/** Room for the label of the axis and six digits or signs beside it. */
export const LEFT = 60;
const BOTTOM = 38;
export const TOP = 8;
export const RIGHT = 10;

interface AxesProps {
  readonly xLabel: string;
  readonly yLabel: string;
  /** Places in drawing units, and what is written there. */
  readonly xTicks: readonly { readonly at: number; readonly text: string }[];
  readonly yTicks: readonly { readonly at: number; readonly text: string }[];
}

/** Where the axes meet, from above. */
export const BASE = HEIGHT - BOTTOM;

/** Both axes of a small chart, with what they are. */
export function Axes({ xLabel, yLabel, xTicks, yTicks }: AxesProps) {
  return (
    <g className="axes">
      {yTicks.map(({ at, text }) => (
        <g key={at}>
          <line x1={LEFT} x2={WIDTH - RIGHT} y1={at} y2={at} />
          <text x={LEFT - 5} y={at + 4} textAnchor="end">
            {text}
          </text>
        </g>
      ))}
      {xTicks.map(({ at, text }, i) => (
        <text key={i} x={at} y={BASE + 14} textAnchor="middle">
          {text}
        </text>
      ))}
      <text className="label" x={(LEFT + WIDTH - RIGHT) / 2} y={HEIGHT - 5} textAnchor="middle">
        {xLabel}
      </text>
      <text className="label" transform={`translate(11 ${(TOP + BASE) / 2}) rotate(-90)`} textAnchor="middle">
        {yLabel}
      </text>
    </g>
  );
}

interface BarsProps {
  readonly xLabel: string;
  readonly yLabel: string;
  /** `tick` is written under the bar where there is room, `name` is read when it is pointed at. */
  readonly bars: readonly { readonly name: string; readonly tick: string; readonly value: number }[];
  readonly description: string;
}

/** Drawing units of a character under the axis, with the space to the next text. */
const CHARACTER = 6.5;
const SPACE = 10;

/** Upright bars; of many ticks every second or third is written. */
export function Bars({ xLabel, yLabel, bars, description }: BarsProps) {
  const highest = bars.reduce((most, { value }) => Math.max(most, value), 0);
  const y = (value: number): number => BASE - (highest === 0 ? 0 : (value / highest) * (BASE - TOP));
  const step = (WIDTH - RIGHT - LEFT) / Math.max(bars.length, 1);
  const longest = bars.reduce((most, { tick }) => Math.max(most, tick.length), 0);
  const every = Math.max(1, Math.ceil((longest * CHARACTER + SPACE) / step));
  const xTicks = bars
    .map(({ tick }, i) => ({ at: LEFT + (i + 0.5) * step, text: tick }))
    .filter(({ at, text }, i) => i % every === 0 && at + (text.length * CHARACTER) / 2 < WIDTH);
  const yTicks = roundTicks(highest, 3, true).map((value) => ({ at: y(value), text: rate(value) }));
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={description}>
      <Axes xLabel={xLabel} yLabel={yLabel} xTicks={xTicks} yTicks={yTicks} />
      {bars.map(({ name, value }, i) => (
        <rect
          key={i}
          x={LEFT + i * step + Math.min(1, step / 8)}
          width={step - Math.min(2, step / 4)}
          y={y(value)}
          height={Math.max(value > 0 ? 1 : 0, BASE - y(value))}
        >
          <title>{`${name}: ${value.toLocaleString('en')}`}</title>
        </rect>
      ))}
    </svg>
  );
}

interface LogCurveProps {
  readonly xLabel: string;
  readonly yLabel: string;
  /** Both from 1. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  readonly description: string;
}

/** A falling curve with both axes logarithmic. */
export function LogCurve({ xLabel, yLabel, points, description }: LogCurveProps) {
  const [widest, highest] = [Math.max(2, points.at(-1)?.x ?? 1), Math.max(2, points[0]?.y ?? 1)];
  const x = (value: number): number => LEFT + (Math.log(value) / Math.log(widest)) * (WIDTH - RIGHT - LEFT);
  const y = (value: number): number => BASE - (Math.log(value) / Math.log(highest)) * (BASE - TOP);
  const line = points.map((point) => `${x(point.x).toFixed(1)},${y(point.y).toFixed(1)}`).join(' ');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={description}>
      <Axes
        xLabel={xLabel}
        yLabel={yLabel}
        xTicks={powerTicks(widest, 5).map((value) => ({ at: x(value), text: rate(value) }))}
        yTicks={powerTicks(highest, 4).map((value) => ({ at: y(value), text: rate(value) }))}
      />
      <polyline points={line} />
    </svg>
  );
}
