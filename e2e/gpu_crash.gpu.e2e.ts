import type { Browser, Page } from 'playwright';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launch } from './launch.mjs';
import { chooseTiny, eventually, openWorld, visit } from './visit.ts';

// A browser of its own for each test: Chrome remembers crashes of its GPU process and answers the second one differently.
let browser: Browser;
beforeEach(async () => {
  browser = await launch({ fastCompiles: true });
});
afterEach(() => browser.close());

/** A real crash of the process that holds the GPU, as a driver's reset would cause. */
async function crashGpu(): Promise<void> {
  const session = await browser.newBrowserCDPSession();
  await session.send('Browser.crashGpuProcess');
  await session.detach();
}

/** Trains a tiny recipe through the console's facade, long enough to crash in the middle; the number of steps so far stands at the body. */
const trainTiny = (page: Page) =>
  page.evaluate(async () => {
    const { nextup } = window;
    document.body.dataset['steps'] = '0'; // before anything is awaited: an earlier run has left its number there
    const { id } = await nextup.simulate('sequels');
    const config = { blocks: 1, heads: 1, width: 16, length: 10, dropout: 0.1 };
    const recipe = {
      dataset: id,
      config,
      training: { epochs: 12, batch: 64, learningRate: 3e-3, validateEvery: 4 },
      seed: 3,
    };
    const phases: string[] = [];
    const { phase, weightsSha256, stateSha256 } = await nextup.train(
      recipe,
      (event) => {
        if (event.kind === 'phase') phases.push(event.phase);
        if (event.kind === 'steps') document.body.dataset['steps'] = String(event.step);
      },
      { baselines: false },
    );
    return { phase, weightsSha256, stateSha256, phases };
  });

it('goes on by itself after the GPU process crashed, to the same bits', async () => {
  const { page, leave } = await visit(browser);
  const straight = await trainTiny(page);
  expect(straight.phase).toBe('finished');

  const crashed = trainTiny(page);
  await page.waitForFunction(() => Number(document.body.dataset['steps']) >= 6);
  await crashGpu();
  const { phases, ...recovered } = await crashed;
  expect(phases).toContain('recovering');
  expect(recovered).toEqual({
    phase: 'finished',
    weightsSha256: straight.weightsSha256,
    stateSha256: straight.stateSha256,
  });
  await leave();
});

it('asks for a reload after a second crash, and then still has the run', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  await chooseTiny(page, 500);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const status = page.locator('.transport .progress p');
  const trains = () => eventually(() => page.title()).toMatch(/^▶ \d+ %/);
  await trains();
  await crashGpu();
  await eventually(() => status.innerText()).toContain('Recovering');
  await eventually(() => status.innerText()).toMatch(/^Training/);
  await crashGpu();
  const notice = page.getByRole('alert').filter({ hasText: 'The graphics driver stopped twice' });
  await notice.waitFor();
  expect(await page.getByRole('button', { name: /Train again|New run/ }).isDisabled()).toBe(true);
  await notice.getByRole('button', { name: 'Reload the page' }).click();
  await page.getByText('A run is unfinished:').waitFor();
  await leave();
});
