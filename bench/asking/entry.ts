/**
 * Questions that are answered on the CPU, and the baselines of a run, timed by the CPU time of the process: it counts what the
 * work takes, not what else the machine does. Bundled once for each version; `asking.mjs` calls it as `node entry.mjs PART`.
 */
import { PARTS } from './parts.ts';

/** Repetitions before any is measured: code is compiled for speed in the first ones. */
const WARM = 3;

/** Milliseconds of CPU time of each repetition, or why there are none. */
async function measure({
  make,
  of,
  times,
}: (typeof PARTS)[string]): Promise<{ values: number[] } | { refused: string }> {
  const work = await make();
  if (work === null) return { refused: 'this version has nothing that does it' };
  for (let i = 0; i < WARM; i++) await work();
  const values: number[] = [];
  for (let i = 0; i < times; i++) values.push(await of(work));
  return { values };
}

const [part] = process.argv.slice(2);
console.log(JSON.stringify(part === undefined ? Object.keys(PARTS) : await measure(PARTS[part])));
