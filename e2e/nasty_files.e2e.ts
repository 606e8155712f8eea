import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, eventually, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

/** Chooses one file of these bytes. */
async function choose(page: Page, name: string, content: string | Buffer): Promise<void> {
  const buffer = typeof content === 'string' ? Buffer.from(content) : content;
  await page.getByLabel('Choose files…').setInputFiles({ name, mimeType: 'text/plain', buffer });
}

const select = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const chosen = (page: Page, label: string) => select(page, label).locator('option:checked').innerText();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const opening = (page: Page) => page.getByRole('table', { name: /First rows of/ }).innerText();

/** Reads to the end and waits for what the check says. */
async function check(page: Page, says: string | RegExp): Promise<void> {
  await button(page, 'Read the file').click();
  await page.getByText(says).waitFor();
}

const buttonToUse = (page: Page) => button(page, 'Use this data');

async function useIt(page: Page, name: string): Promise<void> {
  await buttonToUse(page).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
}

const lines = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

it('semicolons and decimal commas are told, shown and used', async () => {
  const { page, leave } = await visit(browser);
  const rows = lines(60, (i) => `u${i % 6};i${i % 7};${1 + (i % 5)},5;0${1 + (i % 9)}.05.2024\n`);
  await choose(page, 'bewertung.csv', `kunde;artikel;bewertung;datum\n${rows}`);
  await select(page, 'Decimals').waitFor();
  expect(await chosen(page, 'Columns are separated by')).toBe('semicolon ;');
  expect(await chosen(page, 'Decimals')).toBe('comma, 3,5');
  expect(await chosen(page, 'Column of the user')).toBe('kunde');
  expect(await chosen(page, 'Column of the item')).toBe('artikel');
  await select(page, 'Column of the value').selectOption('bewertung');
  await page.getByLabel('Leave out values below').fill('3.5');
  await page.keyboard.press('Enter');
  for (const asked of await page.getByRole('button', { name: /day first/ }).all()) await asked.click();
  await check(page, /rows can be used/);
  await page.getByText('filtered: left out by your choice').waitFor();
  await useIt(page, 'bewertung');
  await eventually(() => page.locator('.figures').first().innerText()).toContain('36');
  await leave();
});

it('UTF-16 with a mark and Windows-1252 are decoded and named', async () => {
  const { page, leave } = await visit(browser);
  const text = `user,item,title\n${lines(40, (i) => `ü${i % 4},${i % 5},Café ${i % 5}\n`)}`;
  await choose(page, 'wide.csv', Buffer.from(`\ufeff${text}`, 'utf16le'));
  await select(page, 'Encoding').waitFor();
  expect(await chosen(page, 'Encoding')).toBe('UTF-16 LE');
  expect(await opening(page)).toContain('Café 0');
  await button(page, 'Cancel').click();

  await choose(page, 'narrow.csv', Buffer.from(text, 'latin1'));
  await page.getByText(/is not UTF-8, so the file was read as Windows-1252/).waitFor();
  expect(await chosen(page, 'Encoding')).toBe('Windows-1252');
  expect(await opening(page)).toContain('Café 0');
  await check(page, 'All 40 rows can be used.');
  await useIt(page, 'narrow');
  await leave();
});

it('gzip files of several members, as appending and bgzip make them, are read to their end', async () => {
  const { page, leave } = await visit(browser);
  const rows = (from: number): Buffer => gzipSync(lines(120, (i) => `u${(from + i) % 12},i${(from + i * 7) % 24}\n`));
  const members = [gzipSync('user,item\n'), rows(0), Buffer.alloc(100), rows(120)];
  await choose(page, 'appended.csv.gz', Buffer.concat([...members, Buffer.alloc(512)]));
  expect(await chosen(page, 'Column of the user')).toBe('user');
  await check(page, 'All 240 rows can be used.');
  await button(page, 'Cancel').click();

  await choose(page, 'junk.csv.gz', Buffer.concat([...members, Buffer.from('junk')]));
  await page.getByText(/after the compressed data come bytes that are neither gzip nor zeros/).waitFor();
  await leave();
});

it('an Excel workbook is read as a table is, and says what it passed over', async () => {
  const { page, leave } = await visit(browser);
  const folder = join(import.meta.dirname, '../src/data/import/examples/excel-written-by-many');
  await choose(page, 'report.xlsx', readFileSync(join(folder, 'report-exceljs.xlsx')));
  await page.getByText(/Excel workbook, sheet "Report"/).waitFor();
  await page.getByText(/Rows 1 to 4 are passed over/).waitFor();
  expect(await chosen(page, 'Column of the user')).toBe('Customer');
  expect(await chosen(page, 'Column of the time')).toBe('Ordered at');
  expect(await chosen(page, 'Sheet')).toBe('Report');
  expect(await opening(page)).toContain('2019-10-15 21:37:13');
  await check(page, /missing item: left out/);
  await useIt(page, 'report');
  await leave();
});

const READING = 'The columns do not say by their names who did what. How are the rows to be read?';

it('two colons without a header ask how to read them, and the answer can be changed', async () => {
  const { page, leave } = await visit(browser);
  await choose(
    page,
    'log.dat',
    lines(40, (i) => `${i % 4}::${100 + (i % 5)}::${1 + (i % 5)}::${1_700_000_000 + i}\n`),
  );
  const question = page.getByRole('group', { name: READING });
  await question.waitFor();
  await page.setViewportSize({ width: 320, height: 900 });
  await page.waitForTimeout(100);
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth: wide, clientWidth: seen } = document.documentElement;
    return { scrollWidth: wide, clientWidth: seen };
  });
  expect(scrollWidth).toBeLessThanOrEqual(clientWidth); // long answers are stacked on a phone
  expect(await chosen(page, 'Columns are separated by')).toBe('two colons ::');
  expect(await chosen(page, 'First row')).toBe('is data');
  expect(await button(page, 'Read the file').isDisabled()).toBe(true);
  await question
    .getByRole('button', { name: /one person’s history, what is column 2 .*1 user × 5 items in the first 40 rows/ })
    .click();
  await page.getByText('40 rows, one person, 5 items').waitFor();
  await button(page, `Change the answer to: ${READING}`).click();
  await question.getByRole('button', { name: /\(our guess\)\s*4 users × 5 items/ }).click();
  await question.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+z');
  await question.waitFor();
  await page.keyboard.press('Control+Shift+z');
  await check(page, 'All 40 rows can be used.');
  await leave();
});

it('a header-less file is not robbed of its first row, and can be said to have a header', async () => {
  const { page, leave } = await visit(browser);
  await choose(
    page,
    'bare.csv',
    lines(40, (i) => `${i % 4},${i % 5}\n`),
  );
  await page.getByText(READING).waitFor();
  expect(await chosen(page, 'First row')).toBe('is data');
  await select(page, 'Column of the user').selectOption('column 1');
  await select(page, 'Column of the item').selectOption('column 2');
  await check(page, 'All 40 rows can be used.');
  await button(page, 'Look').click();
  await eventually(() => chosen(page, 'Column of the item')).toBe('column 2');
  await button(page, 'Shape').click(); // what was read is still there
  await page.getByText('All 40 rows can be used.').waitFor();
  await button(page, 'Back to the columns').click();
  await select(page, 'First row').selectOption('names the columns');
  await page.getByRole('columnheader', { name: /^0/ }).first().waitFor();
  expect(await button(page, 'Shape').getAttribute('aria-disabled')).toBe('true');
  await leave();
});

it('quotes may hold separators and line ends; a quote that never closes is a choice', async () => {
  const { page, leave } = await visit(browser);
  const rows = lines(30, (i) => `u${i % 3},i${i % 4},"A ""big""\nbook, vol. ${i % 4}"\n`);
  await choose(page, 'quoted.csv', `user,item,title\n${rows}`);
  await select(page, 'Column of the title').waitFor();
  expect(await opening(page)).toContain('A "big"');
  await check(page, 'All 30 rows can be used.');
  await button(page, 'Cancel').click();

  await choose(page, 'open.csv', `user,item,size\nu1,i1,"5\n${lines(20_000, (i) => `u${i % 9},i${i % 8},5\n`)}`);
  await page.getByText(/the quote opened in this row does not close within 64 KiB/).waitFor();
  await page.getByText('A quote opens and never closes').waitFor();
  await button(page, 'Read quotes as ordinary characters').click();
  await check(page, 'All 20,001 rows can be used.');
  await leave();
});

it('a file that takes two corrections keeps the first, and each can be taken back', async () => {
  const { page, leave } = await visit(browser);
  await choose(page, 'two.csv', `user,item,size\nu1,i1,"5\n${lines(20_000, (i) => `u${i % 9},i${i % 8},5\n`)}`);
  await select(page, 'Quotes "').waitFor();
  await select(page, 'Columns are separated by').selectOption('tab');
  await eventually(() => chosen(page, 'Columns are separated by')).toBe('tab');
  expect(await chosen(page, 'Quotes "')).toBe('guess');
  await select(page, 'Quotes "').selectOption('are ordinary characters');
  await eventually(() => chosen(page, 'Quotes "')).toBe('are ordinary characters');
  await page.getByText(/two\.csv: it has one column/).waitFor();
  expect(await chosen(page, 'Columns are separated by')).toBe('tab');
  await select(page, 'Columns are separated by').selectOption('guess');
  await check(page, 'All 20,001 rows can be used.');
  await leave();
});

it('a report that says something before its table is read from where the table begins', async () => {
  const { page, leave } = await visit(browser);
  const table = `user,item\n${lines(40, (i) => `u${i % 4},i${i % 5}\n`)}u9\n`;
  await choose(page, 'report.csv', `Report generated 2024-05-01\n\n${table}`);
  await page.getByText('Lines 1 to 2 are passed over ("Report generated 2024-05-01")').waitFor();
  expect(await page.getByLabel('Table begins at line').inputValue()).toBe('3');
  await check(page, /40 of 41 rows can be used/);
  await page.getByText('wrong number of fields: left out').click();
  expect(await page.getByRole('table', { name: 'Examples of wrong number of fields' }).innerText()).toContain('44');
  await button(page, 'Cancel').click();

  await choose(page, 'odd.csv', `"Report\n${lines(3, () => 'line\n')}${table}`);
  expect(await page.getByRole('region', { name: 'First lines of odd.csv' }).innerText()).toContain('"Report');
  await page.getByLabel('Table begins at line').fill('5');
  await page.keyboard.press('Enter');
  await check(page, /40 of 41 rows can be used/);
  await leave();
});

it('ragged rows above 5 % are left out only with consent, and can be looked at', async () => {
  const { page, leave } = await visit(browser);
  await choose(
    page,
    'ragged.csv',
    `user,item\n${lines(50, (i) => (i % 5 === 4 ? `u${i},i,x\n` : `u${i % 4},i${i % 6}\n`))}`,
  );
  await page.getByText(/have another number of fields than the 2 columns/).waitFor();
  await check(page, '40 of 50 rows can be used, 10 (20 %) cannot.');
  await page.getByText('10 of 50 rows (20 %) cannot be used, more than 5 %.').waitFor();
  expect(await buttonToUse(page).isDisabled()).toBe(true);
  await page.getByText('wrong number of fields: left out').click();
  expect(await page.getByRole('table', { name: 'Examples of wrong number of fields' }).innerText()).toContain('u4');
  await page.getByLabel('Leave out these 10 rows').check();
  await useIt(page, 'ragged');
  await leave();
});

it('an empty file and one of NUL bytes are refused with a reason, and what is open stays', async () => {
  const { page, leave } = await visit(browser);
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  await choose(page, 'empty.csv', '');
  await page.getByText('empty.csv: the file has no data rows; choose another file').waitFor();
  await button(page, 'Close').click();
  await choose(page, 'picture.csv', Buffer.alloc(5000));
  await page.getByText(/so this is not a text file; export the table as CSV/).waitFor();
  await button(page, 'Close').click();
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  await leave();
});

it('a large file shows progress, can be cancelled, and is read to its last row', async () => {
  const { page, leave } = await visit(browser);
  const block = lines(10_000, (i) => `user-${(i * 7919) % 9973},item-${(i * 31) % 997},${1_600_000_000 + i * 60}\n`);
  const repeats = Math.ceil(30e6 / block.length);
  const folder = mkdtempSync(join(tmpdir(), 'nextup-'));
  const path = join(folder, 'large.csv');
  writeFileSync(path, `user,item,time\n${block.repeat(repeats)}`);
  await page.getByLabel('Choose files…').setInputFiles(path);
  await button(page, 'Read the file').click();
  await page.getByRole('progressbar', { name: 'Reading' }).waitFor();
  await button(page, 'Cancel').click();
  await button(page, 'Read the file').waitFor();
  expect(await chosen(page, 'Column of the user')).toBe('user');
  await check(page, `All ${(repeats * 10_000).toLocaleString('en')} rows can be used.`);
  await eventually(() => page.locator('.figures').innerText()).toContain('9,973');
  await useIt(page, 'large');
  rmSync(folder, { recursive: true });
  await leave();
});
