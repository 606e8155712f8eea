/** The middle of `values`, or the mean of the two in the middle, with the least and the most. */
export function spread(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [Math.floor((sorted.length - 1) / 2), Math.floor(sorted.length / 2)];
  return { median: (sorted[low] + sorted[high]) / 2, least: sorted[0], most: sorted.at(-1) };
}
