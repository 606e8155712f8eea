/** Places for ticks on an axis. */

/** About `count` round numbers from 0 to at most `highest`: steps of 1, 2 or 5 times a power of ten, whole where asked. */
export function roundTicks(highest: number, count: number, whole = false): number[] {
  if (!(highest > 0)) return [0];
  const rough = highest / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = [1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10;
  const step = whole ? Math.max(1, round * power) : round * power;
  return Array.from({ length: Math.floor(highest / step + 1e-9) + 1 }, (_, i) => i * step);
}

/** Powers of ten from 1 to `highest`; every second one where there would be more than `most`. */
export function powerTicks(highest: number, most: number): number[] {
  const powers = Math.floor(Math.log10(Math.max(1, highest)) + 1e-9);
  const step = Math.ceil((powers + 1) / most);
  return Array.from({ length: Math.floor(powers / step) + 1 }, (_, i) => 10 ** (i * step));
}
