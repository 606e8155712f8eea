import { newPage, PATIENCE } from './page.mjs';

/**
 * Every task of the page's main thread while it trains the smallest preset on Sequels, with its charts on screen: from ▶ until
 * so many seconds after the first validation.
 *
 * @returns milliseconds of each task, by the thread's own clock, which stands still while other work has its core, and by the
 *   wall's
 */
export async function trainingTasks(browser, address, seconds) {
  const page = await newPage(browser, `${address}#/data`);
  const world = page.getByRole('button', { name: 'Sequels' });
  await world.click(PATIENCE);
  await world.and(page.locator('[aria-pressed=true]')).waitFor(PATIENCE);
  await page.getByRole('link', { name: 'Train' }).click();
  await page.getByLabel('Preset').selectOption('tiny');
  await page.getByLabel('epochs').fill('500');
  const tasks = await tracedTasks(browser, page, async () => {
    await page.getByRole('button', { name: 'Train', exact: true }).click();
    await page.locator('figcaption', { hasText: 'After epoch' }).waitFor(PATIENCE);
    await page.waitForTimeout(1000 * seconds);
  });
  await page.context().close();
  return tasks;
}

const TASKS = 'disabled-by-default-devtools.timeline';
const MARKS = 'blink.user_timing';

/** The tasks of the page's main thread during `work`, from Chromium's trace. */
async function tracedTasks(browser, page, work) {
  await browser.startTracing(page, { categories: [TASKS, MARKS] });
  await page.evaluate(() => void performance.mark('this page'));
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const mark = traceEvents.find(({ cat, name }) => cat === MARKS && name === 'this page');
  const tasks = traceEvents.filter(
    ({ name, pid, tid, tdur }) => name === 'RunTask' && pid === mark.pid && tid === mark.tid && tdur !== undefined,
  );
  if (tasks.length === 0) throw new Error('tracing: Chromium named no task with its CPU time, expected hundreds');
  return { cpu: tasks.map(({ tdur }) => tdur / 1000), wall: tasks.map(({ dur }) => dur / 1000) };
}
