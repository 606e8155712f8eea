import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import type { Browser } from 'playwright';
import { build, preview } from 'vite';
import { compareVersions } from './against.ts';
import { openBrowser } from './browser.ts';
import { readOptions, wordsOf, type Options } from './options.ts';
import packages from './package.json' with { type: 'json' };
import { plansOf } from './plans.ts';
import type { PageReport, Report } from './report.ts';
import { table } from './table.ts';
import { freeName } from './turns/result.mjs';

/** The cases whose time to the first result is measured, each library alone in a fresh browser. */
const COLD_CASES = ['inference', 'training'];

const PAGE_MILLISECONDS = 1_800_000;

/**
 * Builds the pages, serves them on localhost, measures, prints the table, and writes it beside the numbers. With `--against`
 * nothing but Nextup is measured, in turn with an earlier version of it.
 */
export async function main(folder: string, args: readonly string[]): Promise<void> {
  const options = readOptions(args, new Date().toISOString().slice(0, 10));
  if (options.against !== undefined) return compareVersions(options);
  const configFile = `${folder}/vite.config.ts`;
  await build({ configFile });
  const server = await preview({ configFile, preview: { host: '127.0.0.1', port: 0 } });
  try {
    const address = server.resolvedUrls?.local[0] ?? '';
    const report = await measureAll(folder, address, options);
    const results = `${folder}/results`;
    mkdirSync(results, { recursive: true });
    const name = freeName(results, wordsOf(options.cases), report);
    writeFileSync(`${results}/${name}.json`, `${JSON.stringify(report, null, 2)}\n`);
    const markdown = table(report);
    writeFileSync(`${results}/${name}.md`, markdown);
    process.stdout.write(`\n${markdown}\nwritten to bench/results/${name}.md and .json\n`);
  } finally {
    await server.close();
  }
}

async function measureAll(folder: string, address: string, options: Options): Promise<Report> {
  const { cases, libraries, runs, cold } = options;
  const browser = await openBrowser(options.adapter);
  const together: PageReport[] = [];
  try {
    for (const name of cases) together.push(await visit(browser, address, name, libraries, runs, true));
  } finally {
    await browser.close();
  }
  const alone: PageReport[] = [];
  for (const name of cases.filter((each) => COLD_CASES.includes(each))) {
    for (const library of presentIn(together, name)) {
      for (let i = 0; i < cold; i++) alone.push(await visitAlone(options, address, name, library));
    }
  }
  return {
    date: options.date,
    adapter: together[0].adapter,
    browser: `Chromium ${browser.version()}`,
    machine: `${os.cpus().length} × ${os.cpus()[0].model.trim()}`,
    revision: revision(folder),
    versions: packages.dependencies,
    runs,
    together,
    alone,
    plans: plansOf(cases),
  };
}

const presentIn = (reports: readonly PageReport[], name: string): string[] =>
  reports
    .filter((report) => report.case === name)
    .flatMap(({ measurements }) => measurements.filter(({ status }) => status === 'measured'))
    .map(({ library }) => library);

/** One page of `browser`, which measures one case. Rejects where the page throws or takes half an hour. */
async function visit(
  browser: Browser,
  address: string,
  name: string,
  libraries: readonly string[],
  runs: number,
  check: boolean,
): Promise<PageReport> {
  process.stderr.write(`${name}: ${libraries.join(', ')}${check ? '' : ', alone'}\n`);
  const page = await browser.newPage();
  page.setDefaultTimeout(PAGE_MILLISECONDS);
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') process.stderr.write(`  ${message.text()}\n`);
  });
  const query = new URLSearchParams({ case: name, libraries: libraries.join(','), runs: String(runs) });
  if (check) query.set('check', '');
  await page.goto(`${address}?${query.toString()}`);
  await page.waitForFunction('globalThis.report !== undefined');
  const report = await page.evaluate<PageReport>('globalThis.report');
  await page.close();
  return report;
}

async function visitAlone(options: Options, address: string, name: string, library: string): Promise<PageReport> {
  const browser = await openBrowser(options.adapter);
  try {
    return await visit(browser, address, name, [library], 1, false);
  } finally {
    await browser.close();
  }
}

/** The commit that was measured; says where the tree differs from it. */
function revision(folder: string): string {
  const git = (...words: string[]): string =>
    execFileSync('git', ['-C', folder, ...words], { encoding: 'utf8' }).trim();
  return `${git('rev-parse', '--short', 'HEAD')}${git('status', '--porcelain') === '' ? '' : ', with changes'}`;
}
