import { newPage, PATIENCE } from './page.mjs';
import { counted, LONG_TASK } from './tasks.mjs';
import { traced } from './trace.mjs';

const SECONDS = 30;
const TASKS = 'disabled-by-default-devtools.timeline';

/** The part `training`. */
export async function training(browser, address) {
  const { cpu, wall } = await trainingTasks(browser, address, SECONDS);
  const of = (clock) => `main-thread tasks over ${LONG_TASK} ms of ${clock} while training`;
  return [
    { what: of('CPU time'), ...counted(cpu) },
    { what: of('wall time'), ...counted(wall) },
  ];
}

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

/** The tasks of the page's main thread during `work`. */
async function tracedTasks(browser, page, work) {
  const { events, pid, tid } = await traced(browser, page, [TASKS], work);
  const tasks = events.filter(
    (event) => event.name === 'RunTask' && event.pid === pid && event.tid === tid && event.tdur !== undefined,
  );
  if (tasks.length === 0) throw new Error('tracing: Chromium named no task with its CPU time, expected hundreds');
  return { cpu: tasks.map(({ tdur }) => tdur / 1000), wall: tasks.map(({ dur }) => dur / 1000) };
}
