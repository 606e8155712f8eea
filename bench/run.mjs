/** `npm run bench`: installs the peers where they are missing or outdated, then runs main.ts. */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { runnerImport } from 'vite';

const folder = import.meta.dirname;
const installed = join(folder, 'node_modules/.package-lock.json');
const locked = join(folder, 'package-lock.json');

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(locked).mtimeMs) {
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  execFileSync(npm, ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund'], { stdio: 'inherit' });
}

const { module } = await runnerImport(join(folder, 'main.ts'), { configFile: false, logLevel: 'warn' });
try {
  await module.main(folder, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
