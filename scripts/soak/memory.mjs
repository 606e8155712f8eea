import { readFileSync } from 'node:fs';

/** Megabytes that may be added a round, over the later half of the rounds: kept curves and summaries are some kilobytes. */
const GROWTH = 3;
/** Fewer rounds say nothing: caches and the list of runs fill up first. */
const FEWEST = 20;

/**
 * Megabytes of the largest process that shows a page, its workers with it, once garbage is collected; null where the system
 * does not count them.
 */
export async function memoryOf(browser, { page, worker }) {
  for (const part of [page, worker]) await part.evaluate(() => globalThis.gc());
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  const sizes = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => megabytes(id));
  return sizes.includes(null) || sizes.length === 0 ? null : Math.max(...sizes);
}

function megabytes(pid) {
  try {
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1000;
  } catch {
    return null;
  }
}

/** What is wrong with the memory after each round; nothing where it was not counted or there were few rounds. */
export function growthFault(sizes) {
  if (sizes.length < FEWEST || sizes.includes(null)) return [];
  const median = (of) => [...of].sort((a, b) => a - b)[Math.floor(of.length / 2)];
  const quarter = Math.floor(sizes.length / 4);
  const [middle, end] = [sizes.slice(2 * quarter, 3 * quarter), sizes.slice(-quarter)].map(median);
  const growth = (end - middle) / (1.5 * quarter);
  return growth > GROWTH ? [`memory grows by ${growth.toFixed(1)} MB a round, expected at most ${GROWTH}`] : [];
}
