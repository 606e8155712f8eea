/** `npm start`: builds the page, serves it on localhost, prints the address and opens it where there is a desktop. */
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'vite';
import { serve } from './serve.mjs';

export { serve };

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** Builds dist/ as `npm run build` does, byte for byte. */
export async function buildPage() {
  const { NODE_ENV } = process.env;
  // Test runners set NODE_ENV, which would put React's development build into the page.
  process.env.NODE_ENV = 'production';
  try {
    await build({ root, logLevel: 'warn' });
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV;
    else process.env.NODE_ENV = NODE_ENV;
  }
  return join(root, 'dist');
}

/** Opens the address where there is a desktop; that it cannot is no error. */
function openBrowser(address) {
  const desktop = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;
  if (!desktop || process.env.CI) return;
  const [command, ...rest] = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }[process.platform] ?? ['xdg-open'];
  const child = spawn(command, [...rest, address], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

async function main() {
  const { values } = parseArgs({
    options: { port: { type: 'string', default: '4173' }, 'no-open': { type: 'boolean' } },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    console.error(`start: --port is ${values.port}, expected a whole number from 0 to 65535`);
    process.exit(2);
  }
  const { address } = await serve({ folder: await buildPage(), port });
  console.log(`Nextup is at ${address} (Ctrl+C ends it)`);
  if (!values['no-open']) openBrowser(address);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
