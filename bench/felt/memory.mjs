import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { traced } from './trace.mjs';

/**
 * Watches the memory of the process that a page lives in, its workers with it: their JavaScript heaps, buffers and code, and
 * garbage that is not collected yet. What Chromium's other processes hold to pass a file's bytes on is not in it.
 * Linux counts it (VmRSS, and its highest value VmHWM); elsewhere there is no such count and null is given.
 *
 * @returns {Promise<(() => number) | null>} megabytes at the highest since now, less those held now
 */
export async function watchMemory(browser, page) {
  if (!existsSync('/proc/self/clear_refs')) return null;
  const { pid } = await traced(browser, page, [], () => undefined);
  const RESET_HIGHEST = '5';
  writeFileSync(`/proc/${pid}/clear_refs`, RESET_HIGHEST);
  const before = megabytes(pid, 'VmRSS');
  return () => megabytes(pid, 'VmHWM') - before;
}

function megabytes(pid, field) {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1];
  if (kibibytes === undefined) throw new Error(`memory: /proc/${pid}/status has no ${field}, expected one in kB`);
  return (1024 * Number(kibibytes)) / 1e6;
}
