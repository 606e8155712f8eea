/** Child processes of the steps. Each leads a group of its own, so that whatever it started ends with it. */
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { watchCpuTime } from './cpu_time.mjs';

export const root = join(import.meta.dirname, '..', '..');
const bin = join(root, 'node_modules', '.bin');
const GRACE_MILLISECONDS = 5000;
const hasGroups = process.platform !== 'win32';
const running = new Set();

/**
 * Runs a command in the root of the project.
 *
 * @param {readonly string[]} words
 * @param {{ env?: NodeJS.ProcessEnv, live?: boolean }} [options]  `live` writes to the terminal at once, instead of into `output`
 * @returns {Promise<{ ok: boolean, output: string, cpuSeconds: number | null }>}
 */
export function run(words, { env = {}, live = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'nextup-step-'));
  const file = join(folder, 'output');
  const written = live ? 'inherit' : openSync(file, 'w');
  const child = spawn(words[0], words.slice(1), {
    cwd: root,
    env: { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, ...env },
    stdio: ['ignore', written, written],
    detached: hasGroups,
  });
  running.add(child);
  const cpuTime = child.pid === undefined ? () => null : watchCpuTime(child.pid);
  return new Promise((resolve) => {
    const ended = (ok, complaint) => {
      running.delete(child);
      const output = live ? '' : readFileSync(file, 'utf8');
      if (!live) closeSync(written);
      rmSync(folder, { recursive: true });
      resolve({ ok, output: `${output}${complaint}`, cpuSeconds: cpuTime() });
    };
    child.once('error', (error) => ended(false, `${words[0]}: ${error.message}\n`));
    child.once('exit', (status) => ended(status === 0, ''));
  });
}

/** Asks every command that runs to end, and makes it after a while. */
export function endAll() {
  for (const child of running) signal(child, 'SIGTERM');
  setTimeout(() => {
    for (const child of running) signal(child, 'SIGKILL');
  }, GRACE_MILLISECONDS).unref();
}

function signal(child, name) {
  try {
    if (hasGroups && child.pid !== undefined) process.kill(-child.pid, name);
    else child.kill(name);
  } catch {
    // it has ended by itself
  }
}
