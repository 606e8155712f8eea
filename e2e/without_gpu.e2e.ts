import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, eventually, openWorld, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it('says why it cannot train and what to do, and measures and recommends with baselines', async () => {
  const { page, leave } = await visit(browser);
  const advice = page.getByText('chrome://flags');
  await page.getByText('This browser cannot train').waitFor();
  expect(await advice.isVisible()).toBe(false); // a line, but where one would train
  await page.getByText('What to do').click();
  await advice.waitFor();
  await openWorld(page, 'Sequels');
  expect(await page.getByRole('button', { name: 'Train', exact: true }).isDisabled()).toBe(true);

  await page.getByRole('link', { name: 'Train' }).click();
  await page.getByText('it gives no access to a GPU').waitFor();
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('button', { name: 'Measure the baselines' }).click(); // they stand in Train
  const markov = page.getByRole('row', { name: 'Markov chain' });
  await eventually(async () => Number(await markov.locator('td').first().innerText())).toBeGreaterThan(0.5);

  await page.getByRole('link', { name: 'Try' }).click();
  const list = page.getByRole('list', { name: 'Recommended by Popularity' });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  await page.getByLabel('Beside it').selectOption('markov1');
  const other = page.getByRole('list', { name: 'Recommended by Markov chain' });
  await eventually(() => other.getByRole('listitem').count()).toBe(10);
  await other.getByRole('button', { name: /^Why/ }).first().click();
  await page.getByText(/Mostly because of/).waitFor();
  await leave();
});

it('offers no training beside the first list', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  await page.getByText('This browser cannot train').waitFor();
  await page.getByText('Use my own data…').waitFor();
  expect(await page.getByRole('button', { name: 'Train it yourself' }).count()).toBe(0);
  await leave();
});
