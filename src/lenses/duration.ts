/** Seconds of each unit, the longest first, and what it is called. */
const UNITS = [
  [31_556_952, 'year'],
  [86_400, 'day'],
  [3600, 'hour'],
  [60, 'minute'],
  [1, 'second'],
] as const;

/** A time in its largest unit of which it has one at least, to two digits: "1.4 days"; below a second in seconds. */
export function duration(seconds: number): string {
  const [size, unit] = UNITS.find(([least]) => seconds >= least) ?? UNITS[UNITS.length - 1];
  const count = Number((seconds / size).toPrecision(2));
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
