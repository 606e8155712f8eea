import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launch } from './launch.mjs';
import { chooseTiny, drop, openWorld, train, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** Findings of axe that keep somebody out, each with where it is. */
async function findings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const grave = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return grave.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary ?? ''}`),
  );
}

it('has no serious finding on any view, in light and dark, empty and full', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  const both = async (where: string): Promise<void> => {
    for (const theme of ['light', 'dark']) {
      await page.getByLabel('Colours').selectOption(theme);
      expect([where, theme, ...(await findings(page))]).toEqual([where, theme]);
    }
  };
  await both('a dataset');
  await chooseTiny(page, 1);
  await both('settings');
  await train(page);
  for (const summary of await page.locator('summary').all()) await summary.click();
  await both('a verdict');
  await page.getByRole('button', { name: 'Try this model' }).click();
  await page.getByRole('button', { name: /^Why/ }).first().click();
  await page.getByText('Each number says').waitFor();
  await both('a list with reasons');
  await drop(page, 'a.csv', 'user;item\n1;2\n2;3\n1;4\n3\n');
  await page.getByRole('button', { name: 'Read the file' }).waitFor();
  await both('columns of an import');
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.locator('.small-chart').first().waitFor();
  for (const summary of await page.locator('.import summary').all()) await summary.click();
  await both('the check of an import');
  await leave();
});

describe.each([390, 320])('on a screen of %i px', (width) => {
  it.each(['data', 'train', 'try'])('shows %s without scrolling sideways', async (view) => {
    const { page, leave } = await visit(browser, { view, width });
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await page.waitForTimeout(500);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect(overflow).toBeLessThanOrEqual(0);
    await leave();
  });
});
