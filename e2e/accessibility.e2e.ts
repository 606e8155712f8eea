import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { chooseTiny, connect, drop, openWorld, train, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it('has no serious finding on any view, in light and dark, empty and full', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  await page
    .getByRole('list', { name: /^Recommended by/ })
    .first()
    .waitFor();
  await expectAccessible(page, 'the first list');
  await openWorld(page, 'Sequels');
  await expectAccessible(page, 'a dataset');
  await chooseTiny(page, 1);
  await expectAccessible(page, 'settings');
  await page.getByRole('link', { name: 'Model' }).click();
  await expectAccessible(page, 'the parts of a model');
  await page.getByRole('link', { name: 'Train' }).click();
  await train(page);
  for (const summary of await page.locator('summary').all()) await summary.click();
  await expectAccessible(page, 'a verdict');
  await page.getByRole('button', { name: /^Use .*: lists for everyone…$/ }).click();
  await page.getByRole('button', { name: 'Make the file' }).waitFor();
  await expectAccessible(page, 'what the verdict comes to');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Try this model' }).click();
  await page.getByRole('button', { name: /^Why/ }).first().click();
  await page.getByText('Each number says').waitFor();
  await expectAccessible(page, 'a list with reasons');
  await page.getByRole('link', { name: 'Look' }).click();
  await page.getByRole('application').waitFor();
  for (const summary of await page.locator('summary').all()) await summary.click();
  await expectAccessible(page, 'what the model looks at');
  for (const lens of (await page.getByRole('list', { name: 'What to look at' }).getByRole('button').all()).slice(1)) {
    await lens.click();
    await page.locator('.picture canvas').first().waitFor();
    for (const summary of await page.locator('summary').all()) await summary.click();
    await expectAccessible(page, await lens.innerText());
  }
  await page.getByRole('combobox', { name: 'Find an item' }).fill('a');
  await page.getByRole('listbox').getByRole('option').first().click();
  await page.getByText(/^Most like/).waitFor();
  await expectAccessible(page, 'a map with an item beside it');
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByRole('table').first().waitFor();
  await expectAccessible(page, 'the runs');
  await page.getByRole('button', { name: 'Share…', exact: true }).click();
  await page.getByRole('dialog', { name: 'Share' }).getByRole('button', { name: 'Copy the link' }).waitFor();
  await expectAccessible(page, 'sharing');
  await page.keyboard.press('Escape');
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await expectAccessible(page, 'the keys');
  await page.keyboard.press('Escape');
  await drop(page, 'a.csv', 'user;item\n1;2\n2;3\n1;4\n3\n');
  await page.getByRole('button', { name: 'Read the file' }).waitFor();
  await expectAccessible(page, 'columns of an import');
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.locator('.small-chart').first().waitFor();
  for (const summary of await page.locator('.import summary').all()) await summary.click();
  await expectAccessible(page, 'the check of an import');
  await leave();
});

it('shows no view wider than a screen, from 320 px to 900 px', async () => {
  const { page, leave } = await visit(browser, { view: 'try', width: 320 });
  await page.locator('ol.ranked .name').first().waitFor();
  const tooWide: string[] = [];
  for (const view of ['try', 'data', 'model', 'train', 'look', 'compare', 'papers']) {
    await page.evaluate((to) => {
      location.hash = to;
    }, `#/${view}`);
    await page.locator(`.${view}-view`).getByRole('heading', { level: 2 }).first().waitFor();
    await page.waitForTimeout(500); // lists and charts come after their headings
    for (const width of [320, 390, 641, 768, 900]) {
      await page.setViewportSize({ width, height: 900 });
      await page.waitForTimeout(100); // charts follow their panels
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      if (overflow > 0) tooWide.push(`${view} at ${width} px: by ${overflow} px`);
    }
  }
  expect(tooWide).toEqual([]);
  await leave();
});
