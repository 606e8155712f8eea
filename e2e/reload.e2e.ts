import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './launch.mjs';
import { chooseTiny, drop, eventually, openWorld, paste, readAndUse, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const orders = (): string => {
  const rows = Array.from({ length: 900 }, (_, i) => {
    const item = (i * 7 + (i % 5)) % 40;
    return `u${i % 60},b${item},${1_700_000_000 + 3600 * i},Book ${item}\n`;
  });
  return `user,item,time,title\n${rows.join('')}`;
};

const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true });
const recommended = (page: Page): Promise<string[]> =>
  page
    .getByRole('list', { name: /^Recommended by/ })
    .last()
    .locator('.name')
    .allInnerTexts();

it('comes back to an imported file after a reload: its audit, the history that was built, its lists', async () => {
  const { page, leave } = await visit(browser);
  await drop(page, 'orders.csv', orders());
  await readAndUse(page);
  await heading(page, 'orders').waitFor();
  await page.getByRole('heading', { name: 'Kept in this browser' }).waitFor({ timeout: 60_000 });
  const audit = await page.evaluate(async () =>
    window.nextup.audit((await window.nextup.reopen((await window.nextup.keptDatasets())[0].id)).id),
  );
  await page.getByRole('link', { name: 'Try' }).click();
  await paste(page, ['Book 3', 'Book 17']);
  await eventually(() => recommended(page)).toHaveLength(10);
  const before = await recommended(page);

  await page.reload();
  await page.getByText('Book 17').first().waitFor({ timeout: 60_000 });
  await eventually(() => recommended(page)).toEqual(before);
  await page.getByRole('link', { name: 'Data' }).click();
  await heading(page, 'orders').waitFor();
  const again = await page.evaluate(async () =>
    window.nextup.audit((await window.nextup.reopen((await window.nextup.keptDatasets())[0].id)).id),
  );
  expect(again).toEqual(audit);

  await page.getByRole('button', { name: 'Delete orders' }).click();
  await page.getByRole('button', { name: 'Delete for good' }).click();
  await page.getByText('“orders” is not kept:').waitFor();
  await page.reload();
  await page.getByText('“orders” is not open any more').waitFor({ timeout: 60_000 });
  await leave();
});

it('resumes by one press after a reload: the whole curve, the same user, the settings of the run', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  await chooseTiny(page, 6);
  await page.getByLabel(/^Watched user/).fill('8');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await eventually(async () => (await points(page)).length).toBeGreaterThan(1);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor({ timeout: 60_000 });
  expect(await page.getByRole('button', { name: 'Stop' }).getAttribute('aria-disabled')).toBe('false');
  const [curve, story] = [await points(page), await watchedName(page)];

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
  await page.getByRole('button', { name: 'Cancel' }).press('Enter');
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('heading', { name: 'The verdict' }).waitFor({ timeout: 180_000 });
  await leave();
});

/** Epochs and scores of the validation curve. */
const points = (page: Page): Promise<string[]> =>
  page.getByRole('table', { name: 'Validation by epoch', includeHidden: true }).locator('tbody tr').allTextContents();

const watchedName = (page: Page): Promise<string> =>
  page.getByRole('heading', { name: /^What comes next for/ }).innerText();

it('comes back when the tab crashes', async () => {
  const { page } = await visit(browser, { view: 'train' });
  await drop(page, 'orders.csv', orders());
  await readAndUse(page);
  await page.getByRole('heading', { name: 'Kept in this browser' }).waitFor({ timeout: 60_000 });
  const session = await page.context().newCDPSession(page);
  const crashed = page.waitForEvent('crash');
  void session.send('Page.crash').catch(() => undefined); // no page is left to answer
  await crashed;
  const next = await page.context().newPage();
  await next.goto(page.url().replace(/#.*/, ''));
  await next.getByRole('link', { name: 'Data' }).click();
  await heading(next, 'orders').waitFor({ timeout: 60_000 });
  await page.context().close(); // a crashed page cannot be asked what it did
});

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
