/** A Chromium with WebGPU: found where it may be, else installed, else explained. */
import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLACES = [
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
/** Under a folder `chromium-<build>` of Playwright's cache. */
const PLAYWRIGHT = [
  'chrome-linux64/chrome',
  'chrome-linux/chrome',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-win64/chrome.exe',
  'chrome-win/chrome.exe',
];

/** The path of a Chromium: the variable CHROMIUM, the system's, Playwright's; null where there is none. */
export function findChromium() {
  const chosen = process.env.CHROMIUM;
  if (chosen !== undefined && chosen !== '') return chosen;
  const path = (process.env.PATH ?? '').split(delimiter);
  const candidates = [...path.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...PLACES, ...cached()];
  return candidates.find(isExecutable) ?? null;
}

/** As `findChromium`, but installs one where there is none. @throws Error that says what to do by hand */
export function requireChromium() {
  const found = findChromium();
  if (found !== null) return checked(found);
  for (const install of [installPlaywrights, installDebians]) {
    install();
    const installed = findChromium();
    if (installed !== null) return installed;
  }
  throw new Error(
    'chromium: none was found and none could be installed; install Chromium or Google Chrome (Debian: apt-get install ' +
      'chromium), or set the variable CHROMIUM to the path of one, and run this again',
  );
}

function checked(path) {
  if (isExecutable(path)) return path;
  throw new Error(`chromium: CHROMIUM is ${path}, which cannot be run; set it to the path of a Chromium or unset it`);
}

function installPlaywrights() {
  say('installing Playwright’s Chromium (about 180 MB, once)');
  // On a bare machine the browser's libraries are missing too; only root may install those.
  const words = ['playwright', 'install', ...(isRoot() ? ['--with-deps'] : []), '--no-shell', 'chromium'];
  run(process.platform === 'win32' ? 'npx.cmd' : 'npx', words);
}

function installDebians() {
  if (!isRoot() || !existsSync('/usr/bin/apt-get')) return;
  say('installing Debian’s Chromium');
  run('apt-get', ['update']);
  run('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']);
}

const isRoot = () => process.getuid?.() === 0;

/** Everything goes to standard error: standard output belongs to the command that needs the browser. */
const run = (command, words) => spawnSync(command, words, { stdio: ['ignore', 2, 2] });
const say = (sentence) => process.stderr.write(`chromium: ${sentence}\n`);

function cached() {
  const caches = {
    linux: join(homedir(), '.cache', 'ms-playwright'),
    darwin: join(homedir(), 'Library', 'Caches', 'ms-playwright'),
    win32: join(homedir(), 'AppData', 'Local', 'ms-playwright'),
  };
  const folder = process.env.PLAYWRIGHT_BROWSERS_PATH ?? caches[process.platform];
  if (folder === undefined || !existsSync(folder)) return [];
  const builds = readdirSync(folder).filter((name) => /^chromium-\d+$/.test(name));
  return builds.flatMap((build) => PLAYWRIGHT.map((path) => join(folder, build, path)));
}

function isExecutable(path) {
  try {
    accessSync(realpathSync(path), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Run by itself: prints the path, exits 1 where there is none. */
if (process.argv[1] === import.meta.filename) {
  try {
    console.log(requireChromium());
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
