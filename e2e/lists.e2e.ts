import { parquetReadObjects } from 'hyparquet';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { connect, contentOf, eventually, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const upload = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

it('makes recommendations for everyone as a file, and for some under rules from files, and says what is lacking', async () => {
  const { page, leave } = await visit(browser, { view: 'try', colorScheme: 'dark', width: 390 });
  await page.getByRole('button', { name: 'Lists for everyone…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Recommendations for everyone' });
  await dialog.getByText('3,000 users').waitFor();
  await dialog.getByLabel('By', { exact: true }).selectOption('baseline markov1');
  await dialog.getByLabel('As', { exact: true }).selectOption('parquet');
  let saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Make the file' }).click();
  expect((await saved).suggestedFilename()).toBe('bookshop-lists-markov1.parquet');
  await dialog.getByText('3,000 lists, 30,000 rows').waitFor();
  const everybody = await parquetReadObjects({ file: new Uint8Array(await contentOf(saved)).buffer });
  expect(new Set(everybody.map(({ user }) => String(user))).size).toBe(3000);

  await dialog.getByRole('radio', { name: 'Some' }).check();
  await dialog.getByLabel('Ids, one a line').fill('reader-0002, nobody');
  await dialog.getByText('Rules:').click();
  const best = everybody.find(({ user }) => user === 'reader-0002');
  await dialog
    .getByLabel('Never these items…')
    .setInputFiles(upload('never.csv', `sku\n${String(best?.item)}\nB9999\n`));
  await dialog.getByText('never.csv: 2 items by column "sku".').waitFor();
  await dialog.getByLabel('As', { exact: true }).selectOption('csv');
  await expectAccessible(page, 'lists for everyone');
  saved = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Make the file' }).click();
  await dialog.getByText('1 id is no user of the data: "nobody".').waitFor();
  await dialog.getByText('1 id of the rules is no item of the catalogue: "B9999".').waitFor();
  const rows = (await contentOf(saved)).toString('utf8').trimEnd().split('\r\n').slice(1);
  const wanted = everybody.filter(({ user, rank }) => user === 'reader-0002' && Number(rank) > 1);
  expect(rows.slice(0, 9).map((row) => row.split(',')[2])).toEqual(wanted.map(({ item }) => String(item)));

  await page.keyboard.press('Escape');
  await eventually(() => dialog.count()).toBe(0);
  await leave();
});

it('holds the lists of Try to what is in stock, and lets the rule be taken away', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  const list = page.getByRole('list', { name: 'Recommended by The shipped model' });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  await page.getByText('Steer the lists').click();
  const stock = upload('stock.csv', 'sku,stock\nB0833,3\nB1484,0\nB0490,2\n');
  await page.getByLabel('What is in stock…').setInputFiles(stock);
  await page.getByText('stock.csv: 3 items by column "sku", 1 item of them out of stock by column "stock".').waitFor();
  await eventually(() => list.getByRole('listitem').count()).toBe(1); // the other one is in the history
  await page.getByRole('button', { name: 'Take away: only 2 items of a list' }).click();
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  await leave();
});
