import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { connect, eventually, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it('lists every paper, finds one, shows what it came to, and runs an experiment here', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  await page.getByRole('heading', { name: 'What would this reader take next?' }).waitFor();
  await page.keyboard.press('7');
  await page.getByText('144 of 144 papers').waitFor();
  await expectAccessible(page, 'the papers');

  await page.getByLabel('Part').selectOption('F');
  await page.getByText('10 of 144 papers').waitFor();
  await page.getByLabel('Search').fill('graph two');
  await page.getByText('1 of 144 papers').waitFor();
  const row = page.getByRole('button', { name: 'Embarrassingly simple graph heuristic' });
  await row.focus();
  await page.keyboard.press('Enter');
  const table = page.getByRole('table', { name: 'What was expected and what came out' });
  expect(await table.getByRole('row').count()).toBe(5);
  await page.getByText('Measured on CPU, double precision').waitFor();
  await page.getByText('Numbers of every seed').click();
  await expectAccessible(page, 'a result');

  await page.getByRole('button', { name: '▶ Run it here' }).click();
  await page.getByRole('progressbar', { name: 'Running Embarrassingly simple graph heuristic' }).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByText('Run here, in this visit. It was cancelled.').waitFor();

  await page.getByLabel('Search').fill('');
  await page.getByLabel('Part').selectOption('B');
  await page.getByRole('button', { name: 'Deconstructing Attention' }).click();
  await page.getByRole('button', { name: '▶ Run it here' }).click();
  await page.getByText('Run here, in this visit. passes').waitFor();
  await page.getByRole('button', { name: 'Show the table' }).click();
  await page.getByRole('table', { name: 'Which model solves which world' }).waitFor();
  await page.getByText('Threads: what it asks for').click();
  await page.getByRole('button', { name: 'Show the costs' }).click();
  const costs = page.getByRole('region', { name: 'processor · WebAssembly SIMD', exact: true });
  await costs.getByRole('application', { name: 'Time of each mixer' }).focus();
  await page.keyboard.press('Home');
  await costs.getByText(/^64 positions: .*Attention .* milliseconds\.$/).waitFor();
  await expectAccessible(page, 'what came out here');
  for (const width of [320, 390, 641, 860, 900, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const overflow = (): Promise<number> =>
      page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await eventually(overflow).toBeLessThanOrEqual(0);
  }

  await page.getByLabel('Search').fill('no such paper');
  await page.getByText('No paper fits.').waitFor();
  await page.getByRole('button', { name: 'Show all papers' }).click();
  await page.getByText('144 of 144 papers').waitFor();
  await page.getByRole('button', { name: 'UniRec' }).click();
  await page.getByText('It has no experiment that can be run yet.').waitFor();
  await leave();
});

it('says that the papers could not be listed where their file does not come, and lists them once it does', async () => {
  const { page, leave } = await visit(browser, {
    view: 'papers',
    prepare: async (context) => {
      await context.route('**/gallery-*.js', (route) => route.abort());
    },
  });
  await page.getByRole('alert').getByText('The papers could not be listed.').waitFor();
  await page.context().unrouteAll();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('144 of 144 papers').waitFor();
  await leave();
});
