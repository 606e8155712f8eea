/** A restless visitor: trains, switches views all the time, asks for a recommendation between, and trains again as it ends. */
import { liveBuffers, unanswered, watch } from './worker_watch.mjs';

const PATIENCE = { timeout: 120_000 };
const VIEW_MILLISECONDS = 300;
/** A run whose standing does not change for so long is stuck. */
const STUCK_SECONDS = 240;
const LOCK = 'nextup-training';

/** The page with the smallest world and model, ready to train, and the worker that is watched. */
export async function arrive(page, epochs) {
  while (page.workers().length === 0) await page.waitForTimeout(50);
  const [worker] = page.workers();
  await watch(worker);
  const world = page.getByRole('button', { name: 'Sequels' });
  await world.click(PATIENCE);
  await world.and(page.locator('[aria-pressed=true]')).waitFor(PATIENCE);
  await page.getByRole('link', { name: 'Train' }).click(PATIENCE);
  await page.getByLabel('Preset').selectOption('tiny');
  await page.getByLabel('epochs').fill(String(epochs));
  await page.getByLabel('batch').fill('256');
  const links = page.getByRole('navigation').first().getByRole('link');
  return { page, worker, links, views: await links.count(), turned: 0 };
}

/**
 * One run, from the press to its end.
 *
 * @returns {Promise<{ seconds: number, switched: number, asked: number, buffers: number, faults: string[] }>}
 */
export async function round(visitor) {
  const { page, worker } = visitor;
  const began = performance.now();
  const before = (await newestRun(page))?.id;
  await page.locator('footer.transport .buttons button').first().click(PATIENCE);
  const restless = await untilItEnds(visitor);
  const faults = restless.stuck
    ? [`stuck at “${restless.standing}”`, ...(await unanswered(worker))]
    : await faultsOf(visitor, before, restless.standing);
  const { switched, asked } = restless;
  return { seconds: (performance.now() - began) / 1000, switched, asked, buffers: await liveBuffers(worker), faults };
}

/** Switches views and asks until the run has ended, or nothing has changed for too long. */
async function untilItEnds(visitor) {
  const { page } = visitor;
  let [switched, asked, standing, changed, runs] = [0, 0, '', performance.now(), false];
  for (;;) {
    await visitor.links.nth(visitor.turned++ % visitor.views).click(PATIENCE);
    switched++;
    if (visitor.turned % visitor.views === 0) asked += await ask(page);
    await page.waitForTimeout(VIEW_MILLISECONDS);
    const now = await page.locator('footer.transport').innerText();
    if (now !== standing) [standing, changed] = [now, performance.now()];
    const phase = await page.locator('footer.transport strong').innerText();
    runs ||= /^(Preparing|Training)/.test(phase);
    if (runs && /^(Finished|Stopped|Failed)/.test(phase) && (await isReady(page)))
      return { stuck: false, standing: phase, switched, asked };
    if (performance.now() - changed > 1000 * STUCK_SECONDS) return { stuck: true, standing: phase, switched, asked };
  }
}

const isReady = (page) => page.locator('footer.transport .buttons button').first().isEnabled();

/** Without the models that were opened. */
const newestRun = (page) =>
  page.evaluate(async () => (await window.nextup.runs()).filter(({ snapshot }) => snapshot === null).at(-1));

/** Asks the last tested run for a list; 1 where it was answered. */
const ask = (page) =>
  page.evaluate(async () => {
    const tested = (await window.nextup.runs()).filter(({ test }) => test !== null).at(-1);
    if (tested === undefined) return 0;
    const [item] = await window.nextup.findItems({ run: tested.id }, '', 1);
    await window.nextup.recommend({ run: tested.id }, [item.id]);
    return 1;
  });

/** What is wrong after a run that ended. */
async function faultsOf({ page, worker }, before, phase) {
  const faults = [];
  if (phase !== 'Finished')
    faults.push(`it ended as “${phase}”: ${await page.locator('footer.transport p').innerText()}`);
  const last = await newestRun(page);
  if (last === undefined || last.id === before) faults.push('the list of runs has no new one');
  else if (last.test === null) faults.push(`${last.id} was not tested`);
  const held = await page.evaluate(async () => (await navigator.locks.query()).held.map(({ name }) => name));
  if (held.includes(LOCK)) faults.push('the training lock is still held');
  const buffers = await liveBuffers(worker);
  if (buffers > 0) faults.push(`${buffers} buffers of the GPU are not freed`);
  const alerts = await page.getByRole('alert').allInnerTexts();
  faults.push(...alerts.map((text) => `the page says: ${text.replaceAll('\n', ' ')}`));
  return faults;
}
