import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bookshopWorld } from '../src/data/simulator/bookshop/bookshop.ts';
import {
  byModel,
  chooseTiny,
  connect,
  contentOf,
  copyLink,
  drop,
  eventually,
  hashOf,
  tested,
  train,
  visit,
} from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const USERS = 400;

/** Some readers of the bookshop as a shop would export them, with a few rows that cannot be used. */
function exported(): string {
  const { interactions } = bookshopWorld.make(7);
  const { user, item, time, users, catalogue } = interactions;
  const rows = ['customer;article;bought;label'];
  for (let i = 0; i < user.length; i++) {
    if (user[i] >= USERS) continue;
    const when = new Date((time?.[i] ?? 0) * 1000).toISOString().replace('T', ' ').slice(0, 19);
    rows.push(`${users[user[i]]};${catalogue.ids[item[i]]};${when};"${catalogue.titles?.[item[i]] ?? ''}"`);
  }
  rows.splice(5, 0, 'reader-x;;2024-01-01 10:00:00;"no article"', 'reader-x;book-1;someday;"no time"', 'torn');
  return rows.map((row) => `${row}\r\n`).join('');
}

it('imports a dropped export, takes a correction, trains, recommends its titles, and sends a link that does so elsewhere', async () => {
  const { page, leave } = await visit(browser);
  const file = exported();
  await drop(page, 'orders.csv', file);
  const column = (of: string) => page.getByLabel(`Column of the ${of}`);
  const chosen = (of: string) => column(of).locator('option:checked').innerText();
  await column('user').waitFor();
  expect([await chosen('user'), await chosen('item'), await chosen('time')]).toEqual(['customer', 'article', 'bought']);

  await column('title').selectOption('label');
  await column('item').selectOption('choose a column');
  await page.getByText(/choose the column that names the item/).waitFor();
  expect(await page.getByRole('button', { name: 'Read the file' }).isDisabled()).toBe(true);
  await column('item').selectOption('article');
  await page.getByRole('button', { name: 'Read the file' }).click();

  for (const kind of ['missing item', 'unreadable time', 'wrong number of fields']) {
    await page.getByText(`${kind}: left out`).click();
  }
  expect(await page.getByRole('table', { name: 'Examples of unreadable time' }).innerText()).toContain('someday');
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the rows that are left out' }).click();
  expect((await contentOf(saving)).toString()).toContain('reader-x,book-1,someday,no time');
  await page.getByRole('button', { name: 'Use this data' }).click();
  await page.getByRole('heading', { name: 'orders', exact: true }).waitFor();

  await chooseTiny(page, 2);
  await train(page);
  expect(await tested(page, 'Item neighbours', 'HR@10')).toBeGreaterThan(await tested(page, 'Popularity', 'HR@10'));
  await page.getByRole('button', { name: 'Try this model' }).click();
  const list = page.getByRole('list', { name: byModel });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  const titles = await list.locator('.name').allInnerTexts();
  const strangers = (names: readonly string[]): string[] => names.filter((title) => !file.includes(`"${title}"`));
  expect(strangers(titles)).toEqual([]);

  await page.getByRole('button', { name: 'Share…', exact: true }).click();
  await page.getByRole('dialog', { name: 'Share' }).getByText('as int8').first().waitFor();
  const link = await copyLink(page);
  await leave();
  const other = await visit(browser, { view: hashOf(link).slice(2) });
  await other.page.getByText('from a link, author unknown').waitFor();
  const theirs = other.page.getByRole('list', { name: /^Recommended by/ }).first();
  await eventually(() => theirs.getByRole('listitem').count()).toBe(10);
  expect(strangers(await theirs.locator('.name').allInnerTexts())).toEqual([]);
  await other.leave();
});

it('knows at the next visit which columns were chosen', async () => {
  const { page, leave } = await visit(browser);
  const rows = Array.from({ length: 60 }, (_, i) => `c${i % 9};a${i % 7};g${i % 3}\n`).join('');
  const item = page.getByLabel('Column of the item');
  const chosen = (): Promise<string> => item.locator('option:checked').innerText();
  await drop(page, 'may.csv', `customer;article;group\n${rows}`);
  await item.waitFor();
  expect(await chosen()).toBe('article');
  await item.selectOption('group');
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByRole('button', { name: 'Use this data' }).waitFor();
  await page.reload();
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  await drop(page, 'june.csv', `customer;article;group\n${rows}`);
  await item.waitFor();
  expect(await chosen()).toBe('group');
  await leave();
});

it('says what is wrong with a file that is no table, and keeps what is open', async () => {
  const { page, leave } = await visit(browser);
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  await drop(page, 'letter.txt', 'Dear shop,\nplease send more books.\n');
  await page.getByText('letter.txt: it has one column; a table of interactions needs a user and an item').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('heading', { name: 'bookshop' }).waitFor();

  await drop(page, 'postcard.txt', 'Dear shop,\nplease send more books.\nYours, Ann\n');
  await page.getByText('How are the rows to be read?').waitFor();
  expect(await page.getByRole('button', { name: 'Read the file' }).isDisabled()).toBe(true);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('heading', { name: 'bookshop' }).waitFor();

  await drop(page, 'note.txt', 'Dear shop\nplease send more books\n');
  await page.getByText('note.txt: it has one column; a table of interactions needs a user and an item').waitFor();
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('heading', { name: 'bookshop' }).waitFor();
  await leave();
});
