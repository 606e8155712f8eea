import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chromium } from 'playwright';
import { requireChromium } from '../scripts/chromium.mjs';

const GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
/** What Playwright adds by itself, so that no keychain asks for a password. */
const NO_KEYCHAIN = ['--password-store=basic', '--use-mock-keychain'];
/** See src/cli/dawn.ts: kernels write workgroup memory before they read it, and clearing it makes compiling slow. */
const FAST_COMPILES = ['--enable-dawn-features=disable_workgroup_init'];

/**
 * A real Chromium without a window. Playwright's own headless shell has no WebGPU; the whole browser has it when it is told
 * to be headless itself.
 *
 * @param {{ gpu?: boolean, fastCompiles?: boolean, exposeGc?: boolean }} [options]  `gpu` false: WebGPU offers no adapter, as on many Linux
 *   machines; `fastCompiles`: as browsers do not, for tests of many pipelines; `exposeGc`: scripts may call the garbage
 *   collector
 * @returns {Promise<import('playwright').Browser>}
 */
export const launch = (options) => chromium.launch(settings(options));

/**
 * As `launch`, for many processes: each connects to it, and the pages of one end with its connection.
 *
 * @returns {Promise<import('playwright').BrowserServer>}
 */
export const launchForAll = (options) => chromium.launchServer(settings(options));

function settings({ gpu = true, fastCompiles = false, exposeGc = false } = {}) {
  const kind = [...(gpu ? GPU : []), ...(fastCompiles ? FAST_COMPILES : [])];
  const collector = exposeGc ? ['--js-flags=--expose-gc'] : [];
  const args = ['--headless=new', '--no-sandbox', ...kind, ...QUIET, ...collector];
  return { headless: false, executablePath: requireChromium(), args };
}

/**
 * A Chromium whose tabs live as a visitor's do: behind another tab they are hidden, and their timers are slowed. Playwright
 * keeps every page that it makes in a browser of its own focused and in front; so this one is started without it, and
 * Playwright is told to change nothing. Its only profile is new, and is removed when it closes.
 *
 * @returns {Promise<{ browser: import('playwright').Browser, close: () => Promise<void> }>}
 */
export async function launchWithTabs() {
  const profile = mkdtempSync(join(tmpdir(), 'nextup-profile-'));
  const own = [`--user-data-dir=${profile}`, '--remote-debugging-port=0', '--window-size=1280,900'];
  const kind = [...GPU, ...FAST_COMPILES, ...QUIET, ...NO_KEYCHAIN];
  const args = ['--headless=new', '--no-sandbox', ...kind, ...own, 'about:blank'];
  const child = spawn(requireChromium(), args, { stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(child, 'close'); // of the browser and of all its processes, which write to the same pipe
  const browser = await chromium.connectOverCDP(await endpointOf(child), { noDefaults: true });
  return {
    browser,
    async close() {
      await browser.close(); // only the connection
      child.kill();
      await ended;
      rmSync(profile, { recursive: true, maxRetries: 5 });
    },
  };
}

/** Where a Chromium that was just started listens, as it says itself. */
async function endpointOf(child) {
  for await (const line of createInterface({ input: child.stderr })) {
    const [, endpoint] = /^DevTools listening on (ws:\S+)/.exec(line) ?? [];
    if (endpoint === undefined) continue;
    child.stderr.resume(); // a full pipe would stop it
    return endpoint;
  }
  throw new Error('chromium: it ended before it said where it listens');
}
