/**
 * `npm run bench:goals [-- --only=TEXT]`: what codes of items take, each part in a process of its own, beside what it should take at most.
 * All parts together are written to bench/results.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { freeName } from './turns/result.mjs';
import { build, temporaryFolder, versionsFor } from './turns/versions.mjs';

const { values } = parseArgs({ options: { only: { type: 'string', default: '' } } });
const root = join(import.meta.dirname, '..');
const [version] = versionsFor(temporaryFolder());
// Beside the packages of the project, of which Dawn is one.
const built = build(version, join(root, 'node_modules', '.nextup-bench'), [
  ...['--ssr', 'bench/goals/entry.ts', '--config', 'bench/goals/vite.config.ts'],
]);
const answer = (...words) =>
  JSON.parse(execFileSync(process.execPath, [join(built, 'entry.js'), ...words], { stdio: ['ignore', 'pipe', 2] }));

const middle = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)];
const figure = (x) => (x < 100 ? x.toFixed(1) : Math.round(x).toLocaleString('en'));
const measured = answer()
  .filter(({ what }) => what.includes(values.only))
  .map((part) => {
    process.stderr.write(`${part.what}\n`);
    return { ...part, ...answer(part.what) };
  });

const setting = {
  adapter: 'swiftshader',
  machine: `${os.cpus().length} × ${os.cpus()[0].model.trim()}`,
  load: os.loadavg().map((load) => Number(load.toFixed(1))),
  node: process.version,
  commit: version.commit,
  date: new Date().toISOString().slice(0, 10),
};
const rows = measured.map(({ what, goal, wall, cpu }) => [
  what,
  figure(middle(wall)),
  figure(Math.min(...wall)),
  figure(middle(cpu)),
  goal === null ? '–' : figure(goal),
  goal === null ? '–' : middle(wall) <= goal ? 'yes' : 'no',
  wall.length,
]);
const text = `# What codes of items take, ${setting.date}

\`npm run bench:goals\` at ${setting.commit}: Node ${setting.node}, ${setting.machine}; tokenizers on SwiftShader through Dawn, lists on the CPU in double
precision. Others worked on the same cores: the load average was ${setting.load.join(', ')} at the end. Milliseconds; CPU time is that of all threads of the process.

| what | median | least | CPU, median | at most | holds | runs |
|---|---:|---:|---:|---:|---|---:|
${rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}
`;
console.log(text);
if (values.only === '') {
  const name = join(root, 'bench', 'results', freeName(join(root, 'bench', 'results'), ['codes', 'goals'], setting));
  writeFileSync(`${name}.md`, text);
  writeFileSync(`${name}.json`, `${JSON.stringify({ ...setting, measured }, null, 1)}\n`);
}
