/**
 * `node bench/scale.mjs OUT.json [MILLIONS:USERS:ITEMS…]`: what one process holds, on interactions that are made for it: docs/scale.md. Each size is a process of
 * its own in Node, whose engine is that of a tab; a browser adds its own. A GPU is not asked.
 */
import { execFileSync } from 'node:child_process';
import { createWriteStream, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { commit } from '../scripts/commit.mjs';
import { build, temporaryFolder } from './turns/versions.mjs';

const SIZES = ['1:50000:20000', '5:250000:200000', '20:1000000:1000000'];
const root = join(import.meta.dirname, '..');

/** A generator of whole numbers below 2³², the same each time: xorshift32. */
function numbers(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Users in turn, so that nobody's rows stand together; of the items every one, then by a power law. */
async function write(path, rows, users, items) {
  const next = numbers(7);
  const out = createWriteStream(path);
  let text = 'user,item,time\n';
  for (let i = 0; i < rows; i++) {
    const share = next() / 2 ** 32;
    const item = i < items ? i : Math.floor(items * share ** 3);
    text += `u${i % users},i${item},${1_600_000_000 + i}\n`;
    if (text.length < 2 ** 20) continue;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text);
  await once(out, 'finish');
}

const [out, ...chosen] = process.argv.slice(2);
if (out === undefined) throw new Error('scale: name the file of results');
const folder = mkdtempSync(join(tmpdir(), 'nextup-scale-'));
const bundled = build({ name: 'here', source: root, commit: commit() }, temporaryFolder(), [
  ...['--ssr', 'bench/scale/entry.ts', '--config', 'bench/scale/vite.config.ts'],
]);
const sizes = existsSync(out) ? JSON.parse(readFileSync(out, 'utf8')).sizes : {};
try {
  for (const size of chosen.length > 0 ? chosen : SIZES) {
    const [millions, users, items] = size.split(':').map(Number);
    const path = join(folder, 'interactions.csv');
    await write(path, millions * 1e6, users, items);
    const kept = join(folder, `kept-${size.replaceAll(':', '-')}`);
    const words = ['--expose-gc', '--disable-warning=ExperimentalWarning', join(bundled, 'entry.js'), path, kept];
    sizes[size] = JSON.parse(
      execFileSync(process.execPath, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 2], maxBuffer: 2 ** 24 }),
    );
    const machine = { cores: cpus().length, processor: cpus()[0].model, gigabytes: Math.round(totalmem() / 1e9) };
    const about = { command: 'node bench/scale.mjs OUT.json', commit: commit(), node: process.version, machine };
    writeFileSync(out, `${JSON.stringify({ ...about, sizes }, null, 1)}\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
