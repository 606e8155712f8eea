import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, dropFiles, eventually, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const examples = join(import.meta.dirname, '../src/data/import/examples');

/** Drops files of `src/data/import/examples` on the window. */
const dropExamples = (page: Page, folder: string, names: readonly string[]): Promise<void> =>
  dropFiles(
    page,
    names.map((name) => ({ name: basename(name), content: readFileSync(join(examples, folder, name)) })),
  );

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const chosen = (page: Page, of: string) =>
  page.getByLabel(`Column of the ${of}`, { exact: true }).locator('option:checked').innerText();
const foot = (page: Page) => page.getByRole('group', { name: 'Go on with the import' });
/** How many runs this page has made; models that were opened are none. */
const runsMade = (page: Page): Promise<number> =>
  page.evaluate(async () => (await window.nextup.runs()).filter(({ snapshot }) => snapshot === null).length);

/** The numbers under the name of the dataset that is open. */
async function expectOpen(page: Page, name: string, numbers: Readonly<Record<string, string>>): Promise<void> {
  const panel = page.locator('.panel').filter({ has: page.getByRole('heading', { name, exact: true }) });
  await panel.waitFor();
  const figures = panel.locator('.figures > div');
  const pairs = await figures.evaluateAll((all) =>
    all.map((each) => [each.querySelector('dt')?.textContent, each.querySelector('dd')?.textContent]),
  );
  expect(Object.fromEntries(pairs)).toEqual(numbers);
}

async function readFiles(page: Page, says: string): Promise<void> {
  await button(page, 'Read the file').click();
  await page.getByText(says).waitFor();
}

async function use(page: Page): Promise<void> {
  await button(page, 'Use this data').click();
  await button(page, 'Use this data').waitFor({ state: 'detached' });
}

/** Moves the focus forward as a keyboard does until it is on this button. */
async function tabTo(page: Page, name: string): Promise<void> {
  await expect(button(page, name).isEnabled()).resolves.toBe(true);
  for (let presses = 0; presses < 150; presses++) {
    const focused = await page.evaluate(() => document.activeElement?.textContent);
    if (focused === name) return;
    await page.keyboard.press('Tab');
  }
  expect.fail(`150 presses of Tab do not lead to “${name}”`);
}

/** The rule by which the data is divided; its radio button is the only one that is pressed. */
const rule = (page: Page, name: string) => page.getByRole('radio', { name: new RegExp(`^${name}`) });

it('takes a Parquet file, a workbook, an archive and a divided benchmark one after the other, and any back again', async () => {
  const { page, leave } = await visit(browser);
  await page.getByRole('heading', { name: 'First histories' }).waitFor();

  await dropExamples(page, 'parquet_pandas', ['parquet_pandas.parquet']);
  await page.getByText(/ · Parquet, 60 rows, snappy/).waitFor();
  expect([await chosen(page, 'user'), await chosen(page, 'item'), await chosen(page, 'time')]).toEqual([
    'user_id',
    'item_id',
    'timestamp',
  ]);
  await expectNothingTrains(page, 'bookshop');
  await readFiles(page, 'All 60 rows can be used.');
  await foot(page).getByText('60 interactions, 6 users, 11 items').waitFor();
  await use(page);
  await expectOpen(page, 'parquet_pandas', { interactions: '60', users: '6', items: '11' });

  await dropExamples(page, 'excel-written-by-many', ['google-sheets-like.xlsx']);
  await page.getByText(/ · Excel workbook, sheet "Visits"/).waitFor();
  expect([await chosen(page, 'user'), await chosen(page, 'item')]).toEqual(['visitor', 'page']);
  expect([await chosen(page, 'time'), await chosen(page, 'time of day')]).toEqual(['date', 'time']);
  expect(await page.getByLabel('Sheet', { exact: true }).inputValue()).toBe('Visits');
  await tabTo(page, 'Read the file');
  await page.keyboard.press('Enter');
  await page.getByText('All 72 rows can be used.').waitFor();
  await eventually(() => button(page, 'Use this data').isEnabled()).toBe(true); // once its shape is counted
  await tabTo(page, 'Use this data');
  await page.keyboard.press('Enter');
  await button(page, 'Use this data').waitFor({ state: 'detached' });
  await expectOpen(page, 'google-sheets-like', { interactions: '72', users: '6', items: '11' });

  await button(page, 'Undo').click();
  await expectOpen(page, 'parquet_pandas', { interactions: '60', users: '6', items: '11' });

  await dropExamples(page, 'spotify-several-files', ['my_spotify_data.zip']);
  await page.getByRole('heading', { name: '3 files, one table' }).waitFor();
  expect(await page.getByRole('group', { name: 'Which column names the user?' }).count()).toBe(0); // known by its columns
  expect([await chosen(page, 'item'), await chosen(page, 'title'), await chosen(page, 'time')]).toEqual([
    'spotify_track_uri',
    'master_metadata_track_name',
    'ts',
  ]);
  await readFiles(page, 'All 300 rows can be used.');
  await foot(page).getByText('300 interactions, 1 user, 40 items').waitFor();
  await page.getByText('1 user made 60 sessions. Nothing is left out.').waitFor();
  await expectYears(page, ['2019_0', '2020_1', '2021_2']);
  await use(page);
  await expectOpen(page, 'my_spotify_data', { interactions: '300', users: '60', items: '40' });
  await page.getByText('session · 1', { exact: true }).waitFor();

  await dropExamples(
    page,
    'presplit-train-valid-test',
    ['test', 'train', 'valid'].map((part) => `toy.${part}.inter`),
  );
  await page.getByRole('heading', { name: '3 files, one table' }).waitFor();
  const part = (of: string) => page.getByLabel(`Part of toy.${of}.inter`).locator('option:checked').innerText();
  expect([await part('train'), await part('valid'), await part('test')]).toEqual(['training', 'validation', 'test']);
  await readFiles(page, 'All 240 rows can be used.');
  await foot(page).getByText('240 interactions, 40 users, 30 items').waitFor();
  await eventually(() => rule(page, 'As published').isChecked()).toBe(true);
  await use(page);
  await expectOpen(page, 'toy', { interactions: '240', users: '40', items: '30' });
  await expectRules(page);

  await button(page, 'Undo').click();
  await expectOpen(page, 'my_spotify_data', { interactions: '300', users: '60', items: '40' });
  expect(await rule(page, 'As published').count()).toBe(0); // it has no division
  await eventually(() => rule(page, 'Leave one out').isChecked()).toBe(true);
  expect(await runsMade(page)).toBe(0);
  await leave();
});

/** While an import is open, the button and the key that train lead to the import, and the data that is open is named on the other. */
async function expectNothingTrains(page: Page, open: string): Promise<void> {
  expect(await button(page, 'Train').count()).toBe(0);
  await button(page, `Train on “${open}”`).waitFor();
  for (const press of [() => button(page, 'Finish the import first').click(), () => pressKey(page, ' ')]) {
    await page.getByRole('link', { name: 'Train', exact: true }).click();
    await page.getByRole('heading', { name: /^Import/ }).waitFor({ state: 'detached' });
    await press();
    await page.getByRole('heading', { name: /^Import/ }).waitFor();
  }
  expect(await page.locator('.transport').innerText()).toContain('Ready');
  expect(await runsMade(page)).toBe(0);
}

/** A key for the page itself, not for what has the focus. */
async function pressKey(page: Page, key: string): Promise<void> {
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await page.keyboard.press(key);
}

/** Every file of the archive gave 100 rows and lost none. */
async function expectYears(page: Page, years: readonly string[]): Promise<void> {
  await page.locator('summary').filter({ hasText: 'Rows by file' }).click();
  const rows = page.getByRole('table', { name: 'Rows by file' });
  for (const year of years) {
    const cells = await rows
      .getByRole('row', { name: `Audio_${year}.json` })
      .locator('td')
      .allInnerTexts();
    expect(cells.slice(-4)).toEqual(['100', '100', '0', '0']);
  }
}

/** The published division is the one in force, what each rule gives is said, and another can be chosen. */
async function expectRules(page: Page): Promise<void> {
  await page.getByText(/^As published, the files divide .* 160 to train, 40 to validate and 40 to test/).waitFor();
  await eventually(() => rule(page, 'As published').isChecked()).toBe(true);
  for (const [name, facts] of [
    ['As published', '160 interactions to train, 40 targets to validate and 40 to test'],
    ['Leave one out', '160 interactions to train, 40 targets to validate and 40 to test'],
    ['By user', '192 interactions to train, 4 targets to validate and 4 to test'],
    ['By time', '160 interactions to train, 40 targets to validate and 40 to test'],
  ]) {
    await page.locator('.splits label').filter({ hasText: name }).getByText(facts).waitFor();
    await rule(page, name).check();
    expect(await page.locator('.splits input:checked').count()).toBe(1);
  }
  await page.getByRole('link', { name: 'Train', exact: true }).click();
  await page.getByText('All settings').click();
  expect(await page.getByLabel('What is tested').inputValue()).toBe('by time');
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await rule(page, 'As published').check();
}
