/** `npm run bench`: installs the peers where they are missing or outdated, then runs main.ts. */
import { join } from 'node:path';
import { runnerImport } from 'vite';
import { install } from './install.mjs';

const folder = import.meta.dirname;
install();

const { module } = await runnerImport(join(folder, 'main.ts'), { configFile: false, logLevel: 'warn' });
try {
  await module.main(folder, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
