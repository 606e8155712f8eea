interface SparklineProps {
  readonly values: readonly number[];
  readonly description: string;
}

const WIDTH = 240;
const HEIGHT = 48;

/** A line without axes for a trend that a sentence beside it puts in numbers. */
export function Sparkline({ values, description }: SparklineProps) {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const points = values.map((value, i) => {
    const x = values.length < 2 ? 0 : (i / (values.length - 1)) * WIDTH;
    const y = high === low ? HEIGHT / 2 : HEIGHT - 3 - ((value - low) / (high - low)) * (HEIGHT - 6);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  return (
    <svg className="sparkline" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img">
      <title>{description}</title>
      <polyline points={points.join(' ')} />
    </svg>
  );
}
