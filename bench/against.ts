import os from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { preview, type PreviewServer } from 'vite';
import { openBrowser } from './browser.ts';
import { cases } from './cases.ts';
import { wordsOf, type Options } from './options.ts';
import type { Turns } from './page/turns.ts';
import { refusalsOf } from './turns/report.mjs';
import { resultText, writeResult } from './turns/result.mjs';
import { inTurn, type Measured, type Quantity, type Version } from './turns/rounds.mjs';
import { build, lendBench, temporaryFolder, versionsFor } from './turns/versions.mjs';

/** Long enough for clocks that tick every 10 ms, short enough that the machine does much the same for both versions. */
const TURN_MILLISECONDS = 1000;

const PAGE_MILLISECONDS = 1_800_000;

/** What the page of one version says of itself. */
interface Ready extends Version {
  readonly page: Page;
  readonly refused: string;
}

/** Nextup of the working tree and of an earlier commit in turn, in one browser: prints the table and writes it to results. */
export async function compareVersions(options: Options): Promise<void> {
  const folder = temporaryFolder();
  const versions = await servedVersions(folder, options.against);
  const browser = await openBrowser(options.adapter);
  try {
    const quantities: Quantity[] = [];
    let adapter = '';
    for (const name of options.cases) {
      const found = await measureCase(browser, versions, name, options);
      adapter = found.adapter;
      quantities.push(...found.quantities);
    }
    const setting = {
      adapter,
      browser: `Chromium ${browser.version()}`,
      machine: `${os.cpus().length} × ${os.cpus()[0].model.trim()}`,
      date: options.date,
    };
    report(options, versions, quantities, setting);
  } finally {
    await browser.close();
    await Promise.all(versions.map(({ server }) => server.close()));
  }
}

type Served = Version & { readonly server: PreviewServer; readonly address: string };

/** Each version is built with this bench and served at a port of its own. */
function servedVersions(folder: string, against: string | undefined): Promise<Served[]> {
  const configFile = join(import.meta.dirname, 'vite.config.ts');
  const built = versionsFor(folder, against).map((version) => {
    lendBench(version);
    const outDir = build(version, folder, ['--config', join('bench', 'vite.config.ts')]);
    return { name: version.name, commit: version.commit, outDir };
  });
  return Promise.all(
    built.map(async ({ name, commit, outDir }) => {
      const server = await preview({ configFile, build: { outDir }, preview: { host: '127.0.0.1', port: 0 } });
      return { name, commit, server, address: server.resolvedUrls?.local[0] ?? '' };
    }),
  );
}

/** Both versions stand ready in pages of their own and take turns; what waits takes no CPU time. */
async function measureCase(
  browser: Browser,
  versions: readonly Served[],
  name: string,
  { rounds, adapter: kind }: Options,
): Promise<{ adapter: string; quantities: Quantity[] }> {
  const title = cases.find((each) => each.name === name)?.title ?? name;
  const ready: Ready[] = [];
  let adapter = '';
  for (const version of versions) {
    process.stderr.write(`${name}: ${version.name}, ${version.commit}\n`);
    const page = await opened(browser, version, name);
    const said = await page.evaluate<Pick<Turns, 'adapter' | 'refused'>>(
      'turns.then(({ adapter, refused }) => ({ adapter, refused }))',
    );
    adapter = said.adapter;
    ready.push({ ...version, page, refused: said.refused });
  }
  const quantities = await inTurn(ready, rounds, (version) => turn(browser, version, title, kind === 'swiftshader'));
  for (const { page } of ready) await page.close();
  return { adapter, quantities };
}

async function opened(browser: Browser, { address }: Served, name: string): Promise<Page> {
  const page = await browser.newPage();
  page.setDefaultTimeout(PAGE_MILLISECONDS);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') process.stderr.write(`  ${message.text()}\n`);
  });
  await page.goto(`${address}?${new URLSearchParams({ case: name, turns: '' }).toString()}`);
  await page.waitForFunction('globalThis.turns !== undefined');
  return page;
}

/** On a software adapter the CPU time of a run, which other work on the machine changes little, beside its time. */
async function turn(browser: Browser, version: Ready, title: string, software: boolean): Promise<Measured[]> {
  const time = { what: title, unit: 'ms', better: 'less' } as const;
  const cpu = { what: `${title}: CPU time`, unit: 'ms', better: 'less' } as const;
  const { refused } = version;
  if (refused !== '') {
    const why = { refused: `${title}: ${refused}` };
    return software
      ? [
          { ...time, ...why },
          { ...cpu, ...why },
        ]
      : [{ ...time, ...why }];
  }
  const before = await cpuMilliseconds(browser);
  const times = await version.page.evaluate<number[]>(`turns.then((ready) => ready.turn(${TURN_MILLISECONDS}))`);
  const spent = (await cpuMilliseconds(browser)) - before;
  const measured = { ...time, values: times };
  return software ? [measured, { ...cpu, values: [spent / times.length] }] : [measured];
}

/** CPU time of all processes of the browser so far. */
async function cpuMilliseconds(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  await session.detach();
  return processInfo.reduce((sum, { cpuTime }) => sum + 1000 * cpuTime, 0);
}

function report(
  { cases: chosen, rounds }: Options,
  versions: readonly Version[],
  quantities: readonly Quantity[],
  setting: Parameters<typeof writeResult>[2],
): void {
  const text = resultText({
    title: 'Nextup beside an earlier version',
    command: 'npm run bench',
    setting,
    rounds,
    versions,
    quantities,
  });
  const name = writeResult(text, wordsOf(chosen), setting, versions);
  process.stdout.write(`\n${text}\nwritten to bench/results/${name}\n`);
  if (refusalsOf(quantities).length > 0) process.exitCode = 1;
}
