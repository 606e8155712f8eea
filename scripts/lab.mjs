/** `npm run lab -- …`: bundles the command line where its sources changed and runs it with the same words. */
import { spawn } from 'node:child_process';
import { bundleLab } from './bundle-lab.mjs';
import { findChromium } from './chromium.mjs';

const lab = await bundleLab();
// Where there is no graphics driver, the software adapter beside a Chromium serves.
const chromium = findChromium();
const env = chromium === null ? process.env : { ...process.env, CHROMIUM: chromium };
const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', lab, ...process.argv.slice(2)], {
  stdio: 'inherit',
  env,
});
// The terminal sends Ctrl-C to both; the command decides what it means.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('exit', (code) => (process.exitCode = code ?? 1));
