import type { Page, Worker } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SILENCE_SECONDS } from '../src/worker/contract.ts';
import { launchWithTabs, type Launched } from './launch.mjs';
import { chooseTiny, eventually, openWorld, PATIENCE, train, visitInTab } from './visit.ts';

declare global {
  interface Window {
    /** What the tab became, in order: hidden, visible, freeze, resume. */
    life: string[];
    /** Its titles while it was hidden, in order. */
    titles: string[];
    ticks: number;
  }
}

const FROZEN_SECONDS = 5;

let chromium: Launched;
beforeAll(async () => {
  chromium = await launchWithTabs();
});
afterAll(() => chromium.close());

it('trains on in a tab behind another one, says so in its title, and ends in the same bits', async () => {
  const { page, leave } = await visitInTab(chromium.browser);
  await trainInFront(page);
  await trainBehind(page);
  await eventually(() => page.locator('.chart figcaption').first().innerText()).toMatch(/^After epoch [123] /);
  await ended(page);
  await page.getByRole('heading', { name: 'The verdict' }).waitFor();
  expect(await page.evaluate(() => [document.visibilityState, ...window.life])).toEqual(['hidden', 'hidden']);
  const titles = await page.evaluate(() => window.titles);
  expect(titles.filter((title) => /^▶ \d+ % · sequels$/.test(title)).length).toBeGreaterThan(1);
  await expectSameBits(page);
  await leave();
});

it('goes on when its tab was frozen for longer than a worker may be silent, to the same bits', async () => {
  const { page, leave } = await visitInTab(chromium.browser);
  await trainInFront(page);
  const [worker] = page.workers();
  await worker.evaluate(countTicks);
  await page.evaluate(countTicks);
  await trainBehind(page);
  await eventually(() => page.title()).toMatch(/^▶ [1-9]/);

  const session = await page.context().newCDPSession(page);
  await session.send('Page.setWebLifecycleState', { state: 'frozen' });
  await eventually(() => page.evaluate(() => window.life)).toEqual(['hidden', 'freeze']);
  const before = await standing(page, worker);
  expect(before.title).toMatch(/^▶/);
  await new Promise((resolve) => setTimeout(resolve, FROZEN_SECONDS * 1000));
  expect(await standing(page, worker)).toEqual(before);
  await page.evaluate(putClockForward, 2 * SILENCE_SECONDS * 1000); // instead of waiting

  await page.bringToFront();
  await eventually(() => page.evaluate(() => window.life)).toEqual(['hidden', 'freeze', 'resume', 'visible']);
  await ended(page);
  await expectSameBits(page);
  await leave();
});

/** Trains in a tab that one looks at, and keeps a diary of the tab. */
async function trainInFront(page: Page): Promise<void> {
  await openWorld(page, 'Sequels');
  await chooseTiny(page, 3);
  await page.evaluate(() => {
    window.life = [];
    document.addEventListener('visibilitychange', () => window.life.push(document.visibilityState));
    for (const event of ['freeze', 'resume']) document.addEventListener(event, () => window.life.push(event));
    window.titles = [];
    new MutationObserver(() => {
      if (document.hidden) window.titles.push(document.title);
    }).observe(document.head, { subtree: true, childList: true, characterData: true });
  });
  await train(page);
  expect(await page.evaluate(() => [document.visibilityState, ...window.life])).toEqual(['visible']);
}

/** Starts the same again, and opens another tab in front. */
async function trainBehind(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train again' }).click();
  await page.context().newPage();
  await eventually(() => page.evaluate(() => window.life)).toEqual(['hidden']);
}

/** Waits, without the frames that a hidden tab does not draw, for a run that ends and complains of nothing. */
const ended = (page: Page): Promise<void> =>
  expect
    .poll(async () => [await page.title(), ...(await page.getByRole('alert').allInnerTexts())], PATIENCE)
    .toEqual(['✓ sequels · Nextup']);

/** Runs in the page and in its worker. */
function countTicks(): void {
  self.ticks = 0;
  setInterval(() => self.ticks++, 200);
}

/** As if so much more time had passed, for whoever asks the page's clock. */
function putClockForward(milliseconds: number): void {
  const now = performance.now.bind(performance);
  performance.now = () => now() + milliseconds;
}

/** Timers that went off in the page and in its worker, and how far the run is. */
const standing = async (page: Page, worker: Worker) => ({
  page: await page.evaluate(() => window.ticks),
  worker: await worker.evaluate(() => self.ticks),
  title: await page.title(),
});

/** All runs of this browser, in front and behind, ended in the same state. */
async function expectSameBits(page: Page): Promise<void> {
  const states = await page.evaluate(async () => {
    const trained = (await window.nextup.runs()).filter(({ adapter }) => adapter !== null); // not the shipped model
    return trained.map(({ stateSha256 }) => stateSha256);
  });
  expect(states.length).toBeGreaterThan(1);
  expect(states).toEqual(states.map(() => states[0]));
}
