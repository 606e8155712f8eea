import { useId, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { rate } from '../format.ts';
import { Axes, BASE, HEIGHT, LEFT, RIGHT, TOP, WIDTH } from './small_charts.tsx';

interface GrowthChartProps {
  readonly xLabel: string;
  readonly yLabel: string;
  /** Rising, each above 0. */
  readonly x: readonly number[];
  /** One value above 0 for each x; null where there is none. */
  readonly lines: readonly { readonly label: string; readonly values: readonly (number | null)[] }[];
  /** What is read out of the place at hand. */
  readonly words: (at: number) => string;
  readonly description: string;
}

/** Colours of lines, see tokens.css; lines beyond them are dashed. */
const SERIES = 6;

/** Lines with both axes logarithmic; the pointer or the arrow keys choose a place, which is read out. */
export function GrowthChart({ xLabel, yLabel, x, lines, words, description }: GrowthChartProps) {
  const [at, setAt] = useState(x.length - 1);
  const help = useId();
  const all = lines.flatMap(({ values }) => values.filter((value) => value !== null));
  const [across, up] = [scale(x, LEFT, WIDTH - RIGHT), scale(all, BASE, TOP)];
  const onPointer = ({ clientX, currentTarget }: PointerEvent<SVGSVGElement>): void => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const place = ((clientX - left) / width) * WIDTH;
    const far = x.map((value) => Math.abs(across.at(value) - place));
    setAt(far.indexOf(Math.min(...far)));
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(x.length - 1, at + step)));
  };
  return (
    <div className="growth">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="application"
        aria-roledescription="line chart"
        aria-label={description}
        aria-describedby={help}
        tabIndex={0}
        onPointerMove={onPointer}
        onPointerDown={onPointer}
        onKeyDown={onKeyDown}
      >
        <Axes
          xLabel={xLabel}
          yLabel={yLabel}
          xTicks={across.ticks.map((value) => ({ at: across.at(value), text: rate(value) }))}
          yTicks={up.ticks.map((value) => ({ at: up.at(value), text: rate(value) }))}
        />
        <line className="place" x1={across.at(x[at])} x2={across.at(x[at])} y1={TOP} y2={BASE} />
        {lines.map(({ label, values }, i) => (
          <polyline key={label} {...lookOf(i)} points={pointsOf(x, values, across.at, up.at)} />
        ))}
      </svg>
      <p id={help} className="hidden">
        Left and right go from place to place, Home and End to the first and last
      </p>
      <ul className="legend">
        {lines.map(({ label }, i) => (
          <li key={label}>
            <svg viewBox="0 0 28 8" aria-hidden="true" {...lookOf(i)}>
              <line x1="0" y1="4" x2="28" y2="4" />
            </svg>
            {label}
          </li>
        ))}
      </ul>
      <p role="status" className="readout">
        {words(at)}
      </p>
    </div>
  );
}

const lookOf = (line: number) => ({
  style: { color: `var(--series-${line % SERIES})` },
  ...(line < SERIES ? {} : { strokeDasharray: '6 4' }),
});

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };

interface Scale {
  readonly at: (value: number) => number;
  /** Powers of ten within it. */
  readonly ticks: readonly number[];
}

/** From the least of some values at `from` to the largest at `to`. */
function scale(values: readonly number[], from: number, to: number): Scale {
  const [low, high] = [Math.log10(Math.min(...values)), Math.log10(Math.max(...values))];
  const first = Math.ceil(low);
  return {
    at: (value) => from + ((Math.log10(value) - low) / (high - low || 1)) * (to - from),
    ticks: Array.from({ length: Math.max(0, Math.floor(high) - first + 1) }, (_, i) => 10 ** (first + i)),
  };
}

const pointsOf = (
  x: readonly number[],
  values: readonly (number | null)[],
  across: (value: number) => number,
  up: (value: number) => number,
): string =>
  values
    .flatMap((value, i) => (value === null ? [] : [`${across(x[i]).toFixed(1)},${up(value).toFixed(1)}`]))
    .join(' ');
