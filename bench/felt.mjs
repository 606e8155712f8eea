/**
 * `npm run bench:page [-- PART…]`: what a visitor feels, measured in the built page in Chromium. Parts: opening, editing
 * a history, training, importing a file. All of them together are written to bench/results.
 */
import { createWriteStream, rmSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../e2e/launch.mjs';
import { buildPage, serve } from '../scripts/start.mjs';
import { CATALOGUE, editTimes, openModel } from './felt/editing.mjs';
import { newPage, PATIENCE } from './felt/page.mjs';
import { spread } from './felt/spread.mjs';
import { trainingTasks } from './felt/training.mjs';

const MEGABYTES = 300;
const OPENINGS = 5;
const TRAINING_SECONDS = 30;
/** Main-thread work that a visitor notices; the Long Tasks API reports nothing shorter. */
const LONG_TASK = 50;

const { address, close } = await serve({ folder: await buildPage() });
const browser = await launch();
const parts = { opening, editing, training, importing };
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(parts);
const rows = [];
for (const name of chosen) rows.push(...(await parts[name]()));
const version = browser.version();
await browser.close();
await close();
report();

/** From the start of navigation to the first paint and to the first recommended list. */
async function opening() {
  const seen = [];
  for (let i = 0; i < OPENINGS; i++) {
    const page = await newPage(browser, address);
    await page.waitForFunction(() => window.firstList !== undefined, null, PATIENCE);
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
    seen.push({ paint, list: await page.evaluate(() => window.firstList) });
    await page.context().close();
  }
  const of = (key) => seen.map((one) => one[key]);
  return [
    { what: 'first paint', ...spread(of('paint')), unit: 'ms' },
    { what: 'first list of the shipped model', ...spread(of('list')), unit: 'ms', goal: 'at most 1500' },
  ];
}

async function editing() {
  const page = await openModel(browser, address);
  const times = await editTimes(page);
  await page.context().close();
  return [{ what: `edit to list, ${CATALOGUE} items`, ...spread(times), unit: 'ms', goal: 'at most 50' }];
}

async function training() {
  const { cpu, wall } = await trainingTasks(browser, address, TRAINING_SECONDS);
  const row = (clock, times) => {
    const long = times.filter((milliseconds) => milliseconds > LONG_TASK);
    return { what: `main-thread tasks over ${LONG_TASK} ms of ${clock} while training`, ...counted(long, times) };
  };
  return [row('CPU time', cpu), row('wall time', wall)];
}

/** Reads a table of four columns, as a visitor does. */
async function importing() {
  const path = join(tmpdir(), `nextup-${process.pid}.csv`);
  const bytes = await writeTable(path, MEGABYTES);
  const page = await newPage(browser, `${address}#/data`);
  await page.getByRole('heading', { name: 'First histories' }).waitFor(PATIENCE);
  await page.waitForTimeout(3000);
  await watchTasks(page);
  await page.getByLabel('Choose files…').setInputFiles(path);
  const read = page.getByRole('button', { name: 'Read the file' });
  await read.waitFor(PATIENCE);
  const choosing = await longTasks(page);
  const began = performance.now();
  await read.click();
  await page
    .getByText(/rows can be used/)
    .first()
    .waitFor(PATIENCE);
  const seconds = (performance.now() - began) / 1000;
  const reading = await longTasks(page);
  await page.context().close();
  rmSync(path);
  const what = `${(bytes / 1e6).toFixed(0)} MB, 4 columns`;
  return [
    { what: `choosing ${what}: main-thread tasks over ${LONG_TASK} ms`, ...choosing },
    { what: `reading ${what}`, median: bytes / 1e6 / seconds, unit: 'MB/s', goal: 'at least 60' },
    { what: `reading ${what}: main-thread tasks over ${LONG_TASK} ms`, ...reading },
  ];
}

/** 100,000 users, 20,000 items with a skew, a rating, epoch seconds. */
async function writeTable(path, megabytes) {
  const out = createWriteStream(path);
  let state = 1;
  const below = (count) => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) % count;
  const header = 'userId,movieId,rating,timestamp\n';
  out.write(header);
  let bytes = header.length;
  while (bytes < megabytes * 1e6) {
    let block = '';
    for (let i = 0; i < 20_000; i++) {
      const item = Math.floor(20_000 * (below(1_000_000) / 1_000_000) ** 2);
      block += `${below(100_000)},${item},${1 + below(5)}.0,${1_000_000_000 + below(500_000_000)}\n`;
    }
    bytes += block.length;
    if (!out.write(block)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return bytes;
}

function watchTasks(page) {
  return page.evaluate(() => {
    window.tasks = [];
    const observer = new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((e) => e.duration)));
    observer.observe({ type: 'longtask' });
  });
}

/** The long tasks since the last call. */
async function longTasks(page) {
  const found = await page.evaluate(() => window.tasks.splice(0));
  return counted(found, found);
}

/** How many are long, and the longest of all. */
function counted(long, all) {
  const unit = all.length === 0 ? '' : `(longest ${Math.max(...all).toFixed(0)} ms)`;
  return { median: long.length, unit, goal: 'none' };
}

function report() {
  const number = (value) => (value === undefined ? '' : value.toFixed(value < 100 && value % 1 !== 0 ? 1 : 0));
  const table = [
    '| what | median | range | goal |',
    '|---|---:|---:|---|',
    ...rows.map(({ what, median, least, most, unit, goal = '' }) => {
      const range = least === undefined ? '' : `${number(least)} to ${number(most)}`;
      return `| ${what} | ${number(median)} ${unit} | ${range} | ${goal} |`;
    }),
  ].join('\n');
  console.log(table);
  if (chosen.length < Object.keys(parts).length) return;
  const date = new Date().toISOString().slice(0, 10);
  const heading = `# What a visitor feels\n\n\`npm run bench:page\`, Chromium ${version}, SwiftShader, ${date}.`;
  writeFileSync(join(import.meta.dirname, 'results', `page-swiftshader-${date}.md`), `${heading}\n\n${table}\n`);
}
