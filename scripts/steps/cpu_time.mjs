import { readdirSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100; // of /proc, on every Linux that Node runs on
const EVERY_MILLISECONDS = 500;

/**
 * Watches the CPU time of a process and of everything that descends from it. Wall time says how long one waits; this says
 * how much there is to do, however busy the machine is.
 *
 * @param {number} pid
 * @returns {() => number | null} ends the watch and gives seconds, of what was seen every half second; null without /proc
 */
export function watchCpuTime(pid) {
  /** Ticks of each process when it was last seen; a number may be given to another process later. */
  const ticks = new Map();
  const look = () => {
    for (const { key, used } of family(pid, processes())) ticks.set(key, used);
  };
  const timer = setInterval(look, EVERY_MILLISECONDS);
  return () => {
    clearInterval(timer);
    if (ticks.size === 0) return null;
    return [...ticks.values()].reduce((sum, used) => sum + used, 0) / TICKS_A_SECOND;
  };
}

/** Those of the processes that descend from `pid`, and itself. */
function family(pid, all) {
  const found = all.filter((each) => each.pid === pid);
  for (const { pid: parent } of found) found.push(...all.filter((each) => each.parent === parent));
  return found;
}

function processes() {
  return numbersIn('/proc').flatMap((pid) => {
    const stat = read(`/proc/${pid}/stat`);
    if (stat === null) return []; // ended meanwhile
    // The name stands in parentheses and may hold anything; the third field follows the last of them.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [parent, user, system, began] = [1, 11, 12, 19].map((i) => Number(fields[i]));
    return [{ pid, parent, key: `${pid} ${began}`, used: user + system }];
  });
}

function numbersIn(folder) {
  try {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
