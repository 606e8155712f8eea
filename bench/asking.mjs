/**
 * `node bench/asking.mjs [--against=COMMIT] [--rounds=N] [--only=TEXT]`: questions answered on the CPU, lenses and the baselines of a run, by
 * the CPU time of their process. With `--against` an earlier commit is measured in turn with the working tree, and the table is written to
 * bench/results.
 */
import { execFileSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { comparisonOf, refusalsOf, tableOf } from './turns/report.mjs';
import { writeResult } from './turns/result.mjs';
import { inTurn } from './turns/rounds.mjs';
import { build, temporaryFolder, versionsFor } from './turns/versions.mjs';

const { values } = parseArgs({
  options: {
    against: { type: 'string' },
    rounds: { type: 'string', default: '6' },
    only: { type: 'string', default: '' },
  },
});
const folder = temporaryFolder();
const root = join(import.meta.dirname, '..');

const versions = versionsFor(folder, values.against).map((version) => {
  if (version.source !== root)
    cpSync(join(root, 'bench', 'asking'), join(version.source, 'bench', 'asking'), { recursive: true });
  const built = build(version, folder, ['--ssr', 'bench/asking/entry.ts', '--config', 'bench/asking/vite.config.ts']);
  return { ...version, entry: join(built, 'entry.js') };
});

const answer = ({ entry }, ...words) =>
  JSON.parse(execFileSync(process.execPath, [entry, ...words], { stdio: ['ignore', 'pipe', 2] }));

const parts = answer(versions[0]).filter((part) => part.includes(values.only));
const quantities = await inTurn(versions, Number(values.rounds), (version, round) => {
  process.stderr.write(`round ${round + 1}: ${version.name}, ${version.commit}\n`);
  return parts.map((what) => ({ what, ...answer(version, what), unit: 'ms CPU', better: 'less' }));
});
const table = versions.length === 1 ? tableOf(quantities) : comparisonOf(quantities);
console.log([table, ...refusalsOf(quantities)].join('\n\n'));

if (versions.length > 1) {
  const setting = { adapter: 'processor', date: new Date().toISOString().slice(0, 10) };
  const machine = `${os.cpus().length} × ${os.cpus()[0].model.trim()}, load average ${os.loadavg()[0].toFixed(1)} at the end`;
  const named = versions.map(({ name, commit }) => `${name} is ${commit}`).join(', ');
  const command = ['node bench/asking.mjs', ...process.argv.slice(2)].join(' ');
  const line = `\`${command}\`: Node ${process.version}, the processor, ${machine}, ${setting.date}; ${named}; ${values.rounds} rounds in turn, each part in a process of its own.`;
  const text = `${['# Questions on the CPU', line, table, ...refusalsOf(quantities)].join('\n\n')}\n`;
  console.log(`bench/results/${writeResult(text, ['asking'], setting, versions)}`);
}
