/** `node scripts/with-chromium.mjs CMD…`: runs a command with CHROMIUM set to a Chromium that is there. */
import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { requireChromium } from './chromium.mjs';

const [command, ...words] = process.argv.slice(2);
if (command === undefined) fail('usage: node scripts/with-chromium.mjs CMD…', 2);
const bin = join(import.meta.dirname, '..', 'node_modules', '.bin');
const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`, CHROMIUM: chromium() };
const child = spawn(command, words, { stdio: 'inherit', env });
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
child.on('error', (error) => fail(`${command}: ${error.message}`, 1));
child.on('exit', (code) => (process.exitCode = code ?? 1));

function chromium() {
  try {
    return requireChromium();
  } catch (error) {
    return fail(error.message, 1);
  }
}

function fail(message, code) {
  process.stderr.write(`${message}\n`);
  process.exit(code);
}
