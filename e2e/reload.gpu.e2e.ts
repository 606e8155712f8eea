import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseTiny, connect, eventually, openWorld, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('gpu');
});
afterAll(() => browser.close());

it('resumes by one press after a reload: the whole curve, the same user, the settings of the run', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  await chooseTiny(page, 6);
  await page.getByLabel(/^Watched user/).fill('8');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await eventually(async () => (await points(page)).length).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: 60_000 });
  const stop = page.getByRole('button', { name: 'Stop' }); // off for the moment in which the pause is kept
  await eventually(() => stop.getAttribute('aria-disabled')).toBe('false');
  const [curve, story] = [await points(page), await watchedName(page)];
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await cutWords(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });

  await page.reload();
  await page.getByText('A run is unfinished:').waitFor({ timeout: 60_000 });
  await page.getByRole('region', { name: 'Unfinished run' }).getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'Pause' }).click({ timeout: 120_000 });
  await page.getByRole('button', { name: 'Stop' }).waitFor();
  expect((await points(page)).slice(0, curve.length)).toEqual(curve);
  expect(await watchedName(page)).toBe(story);
  expect(await page.getByLabel('epochs').inputValue()).toBe('6');
  expect(await page.getByRole('alert').count()).toBe(0);

  await page
    .getByRole('button', { name: /…$/ })
    .filter({ hasText: /Train again|New run/ })
    .click();
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await cutWords(page)).toEqual([]);
  await page.setViewportSize({ width: 1280, height: 900 });
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('heading', { name: 'The verdict' }).waitFor({ timeout: 180_000 });
  await leave();
});

/** Words on buttons of the bar that have no room. */
const cutWords = (page: Page): Promise<(string | null)[]> =>
  page
    .locator('.transport .buttons :is(button, .cut)')
    .evaluateAll((all) => all.filter((word) => word.scrollWidth > word.clientWidth).map((word) => word.textContent));

/** Epochs and scores of the validation curve. */
const points = (page: Page): Promise<string[]> =>
  page.getByRole('table', { name: 'Validation by epoch', includeHidden: true }).locator('tbody tr').allTextContents();

const watchedName = (page: Page): Promise<string> =>
  page.getByRole('heading', { name: /^What comes next for/ }).innerText();

it('says in a second tab where the first one’s training stands, and does not start one', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  await chooseTiny(page, 30);
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByText(/^Training in another tab: step \d+ of \d+/).waitFor({ timeout: 60_000 });
  const train = other.getByRole('button', { name: 'Train', exact: true });
  expect(await train.getAttribute('aria-disabled')).toBe('true');
  expect(await train.getAttribute('title')).toContain('One tab trains at a time');
  expect(await other.getByText('A run is unfinished:').count()).toBe(0);
  await page.getByRole('button', { name: 'Pause' }).click();
  await eventually(() => other.getByText('Training in another tab').count()).toBe(0);
  await other.close();
  await leave();
});
