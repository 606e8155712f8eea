import type { Browser, BrowserContext, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, drop, eventually, paste, readAndUse, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
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

/** A profile whose worker finds its storage otherwise: `change` is put before the worker's own code. */
const workerWith =
  (change: string) =>
  async (context: BrowserContext): Promise<void> => {
    await context.route(/\/engine\.worker-[^/]*\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `${change}\n${await response.text()}` });
    });
  };

it('says before anything is at risk that storage is denied, and works all the same', async () => {
  const denied = `navigator.storage.getDirectory = () => Promise.reject(new DOMException('denied', 'SecurityError'));`;
  const { page, leave } = await visit(browser, { prepare: workerWith(denied) });
  const notice = page.getByRole('region', { name: 'Storage' });
  await notice.getByText('This browser stores nothing for this page').waitFor();
  await drop(page, 'orders.csv', orders());
  await readAndUse(page);
  await heading(page, 'orders').waitFor();
  await page.getByRole('link', { name: 'Train' }).click();
  expect(await notice.innerText()).toContain('A reload loses the data that is open and every run');
  await page.getByRole('link', { name: 'Try' }).click();
  await paste(page, ['Book 3', 'Book 17']);
  await eventually(() => recommended(page)).toHaveLength(10);
  expect(await page.evaluate(() => window.nextup.unfinished())).toBeNull();
  expect(await page.evaluate(() => window.nextup.runs().then((runs) => runs.length))).toBe(1); // the shipped model
  expect(await page.getByRole('alert').count()).toBe(0);

  await page.reload();
  await page.getByText('“orders” is not open any more').waitFor();
  await leave();
});

it('says that the storage is full when data is opened, and works all the same', async () => {
  // What Chromium's handles answer beyond the quota, which lets every other call pass.
  const full = `FileSystemSyncAccessHandle.prototype.write = () => 4294967288;`;
  const { page, leave } = await visit(browser, { prepare: workerWith(full) });
  await drop(page, 'orders.csv', orders());
  await readAndUse(page);
  const notice = page.getByRole('region', { name: 'Storage' });
  await notice.getByText('“orders” is not kept:').waitFor();
  expect(await notice.innerText()).toMatch(/could write none of [\d,]+ bytes; it may be full/);
  expect(await notice.innerText()).toContain('its file must be opened again');
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.getByRole('link', { name: 'Try' }).click();
  await paste(page, ['Book 3', 'Book 17']);
  await eventually(() => recommended(page)).toHaveLength(10);
  await leave();
});
