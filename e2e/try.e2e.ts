import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible } from './axe.ts';
import { tiger } from '../src/models/tiger/tiger.ts';
import { untrained } from '../src/testing/untrained.ts';
import { byModel, connect, eventually, openModel, openWorld, paste, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const TITLES = Array.from({ length: 60 }, (_, i) => `Book ${i + 1}`);
const IDS = TITLES.map((_, i) => `b${i + 1}`);

const model = () => untrained({ blocks: 2, heads: 2, width: 16, length: 20 }, IDS, TITLES);

/** The page with a model from a file, without any dataset of its catalogue. */
async function tryModel(page: Page): Promise<{ readonly history: Locator; readonly list: Locator }> {
  const { file } = await model();
  await openModel(page, file);
  return {
    history: page.getByRole('list', { name: 'History, oldest first' }),
    list: page.getByRole('list', { name: byModel }),
  };
}

const titles = (list: Locator): Promise<string[]> => list.locator('.name').allInnerTexts();

it('builds a history from a search and from a paste, and every edit ranks again and can be taken back', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  const { history, list } = await tryModel(page);

  const search = page.getByRole('combobox', { name: 'Add an item' });
  await search.fill('book 7');
  await page.getByRole('option', { name: 'Book 7', exact: true }).waitFor();
  await search.press('ArrowDown');
  await search.press('ArrowUp');
  await search.press('Enter');
  await eventually(() => titles(history)).toEqual(['Book 7']);
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  expect(await titles(list)).not.toContain('Book 7');

  await paste(page, ['book 9', 'b12', 'no such book', 'Book 30']);
  await eventually(() => titles(history)).toEqual(['Book 7', 'Book 9', 'Book 12', 'Book 30']);
  await page.getByText('3 added; not in the catalogue: no such book.').waitFor();
  await page
    .getByText(/(in, \d+ out|up, \d+ down|Nothing moved).* since the last edit/)
    .first()
    .waitFor();
  const four = await listAfterSettling(list);

  await page.getByRole('button', { name: 'Mute Book 9' }).click();
  await eventually(() => titles(list)).not.toEqual(four);
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(() => titles(list)).toEqual(four);
  await page.getByRole('button', { name: 'Remove Book 30' }).click();
  await eventually(() => titles(history)).toEqual(['Book 7', 'Book 9', 'Book 12']);
  await page.keyboard.press('Control+z');
  await eventually(() => titles(history)).toEqual(['Book 7', 'Book 9', 'Book 12', 'Book 30']);
  await eventually(() => titles(list)).toEqual(four);
  await page.keyboard.press('Control+Shift+Z');
  await eventually(() => titles(history)).toEqual(['Book 7', 'Book 9', 'Book 12']);

  const first = (await titles(list))[0];
  await page.getByRole('button', { name: `Add ${first} to the history` }).click();
  await eventually(async () => (await titles(history)).at(-1)).toBe(first);
  await leave();
});

/** The list once its moves are told, that is after the edit before. */
async function listAfterSettling(list: Locator): Promise<string[]> {
  let last: string[] = [];
  await eventually(async () => {
    const now = await titles(list);
    const same = now.length === 10 && now.join() === last.join();
    last = now;
    return same;
  }).toBe(true);
  return last;
}

it('moves an entry by keys and by mouse, and puts it back on Escape', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  const { history } = await tryModel(page);
  await paste(page, ['b1', 'b2', 'b3', 'b4']);
  await eventually(() => titles(history)).toEqual(['Book 1', 'Book 2', 'Book 3', 'Book 4']);

  const handle = history.getByRole('button', { name: 'Move Book 1', exact: true });
  await handle.focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowDown');
  await page.getByText('Book 1, position 2 of 4').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Book 1 put back').waitFor();
  expect(await titles(history)).toEqual(['Book 1', 'Book 2', 'Book 3', 'Book 4']);
  for (const key of ['Space', 'ArrowDown', 'ArrowDown', 'Space']) await page.keyboard.press(key);
  await eventually(() => titles(history)).toEqual(['Book 2', 'Book 3', 'Book 1', 'Book 4']);
  expect(await handle.evaluate((element) => element === document.activeElement)).toBe(true);

  const from = await history.getByRole('button', { name: 'Move Book 4', exact: true }).boundingBox();
  const to = await history.getByRole('button', { name: 'Move Book 2', exact: true }).boundingBox();
  if (from === null || to === null) throw new Error('the handles are not on screen');
  await page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
  await page.mouse.down();
  await page.mouse.move(to.x + to.width / 2, to.y + to.height / 2, { steps: 6 });
  await page.mouse.up();
  await eventually(() => titles(history)).toEqual(['Book 4', 'Book 2', 'Book 3', 'Book 1']);
  await leave();
});

it('explains by leaving out each item, pins a list, and has no serious accessibility finding', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  const { list } = await tryModel(page);
  await paste(page, ['b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7']);
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  await list.getByRole('button', { name: /^Why/ }).first().click();
  await page.getByText(/Mostly because of|Nothing in the history/).waitFor();
  expect(await list.locator('.why tbody tr').count()).toBe(7);

  await page.getByRole('button', { name: 'Pin as “before”' }).click();
  await page.getByRole('button', { name: 'Remove Book 7' }).click();
  await page.getByText('since the pinned list').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByText('Nothing moved since the pinned list.').waitFor();

  await page.getByRole('combobox', { name: 'Add an item' }).fill('book');
  await page.locator('[role=option]').first().waitFor();
  await expectAccessible(page, 'a search of items');
  await leave();
});

it('picks a user by name, edits the history and goes back to it, and steers the list at a price', async () => {
  const { page, leave } = await visit(browser, { view: 'data' });
  await openWorld(page, 'Sequels');
  await page.getByRole('link', { name: 'Try' }).click();
  const history = page.getByRole('list', { name: 'History, oldest first' });
  await eventually(async () => (await titles(history)).length).toBeGreaterThan(2);
  const first = await titles(history);
  const users = page.getByRole('combobox', { name: 'User' });
  await users.fill('25');
  await page.locator('[role=option]').first().waitFor();
  await users.press('Enter');
  await eventually(() => titles(history)).not.toEqual(first);
  const own = await titles(history);
  await page
    .getByRole('button', { name: /^Remove/ })
    .first()
    .click();
  await page.getByText('edited').waitFor();
  await page.getByRole('button', { name: 'Reset' }).click();
  await eventually(() => titles(history)).toEqual(own);

  const list = page.getByRole('list', { name: /^Recommended by/ });
  const free = await titles(list);
  await page.getByText('Steer the lists: as they are scored').click();
  const only = page.getByLabel('Only', { exact: true });
  const category = (await only.locator('option').nth(1).getAttribute('value')) ?? '';
  await only.selectOption(category);
  await page.getByText(`Steer the lists: only ${category}`).waitFor();
  await eventually(async () => new Set(await list.locator('small').allInnerTexts())).toEqual(new Set([category]));
  await page.getByRole('button', { name: 'What does it cost?' }).click();
  await page.getByText(/^NDCG@10 [\d.]+ becomes [\d.]+ .*validation targets of 200 of 600 users\.$/).waitFor();
  await expectAccessible(page, 'a list that is steered');
  await page.getByRole('button', { name: `Only: take ${category} away` }).click();
  await eventually(() => titles(list)).toEqual(free);
  await leave();
});

it('asks a model of codes by a search, says what that missed, and draws it', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  const { file } = await untrained({ blocks: 1, width: 16, length: 20, slots: 3, codebook: 8 }, IDS, TITLES, tiger);
  await openModel(page, file);
  await paste(page, ['b3', 'b1', 'b4']);
  const list = page.getByRole('list', { name: byModel });
  await eventually(async () => (await titles(list)).length).toBe(10);
  const exact = await titles(list);
  const made = page.getByLabel('How the list is made');

  await made.selectOption('beam');
  await page.getByLabel('width').fill('1024');
  await page.keyboard.press('Enter');
  await page.getByText('Searched for, not scored: 10 of these 10 items are among the first 10').waitFor();
  expect(await titles(list)).toEqual(exact);
  await page.getByLabel('width').fill('2');
  await page.keyboard.press('Enter');
  await page.getByText(/Only 2 of 10 places are filled\. Not found: /).waitFor();
  await list
    .getByText(/^place \d+ of the whole catalogue$/)
    .first()
    .waitFor();
  await made.selectOption('exact');
  await eventually(() => titles(list)).toEqual(exact);
  expect(await page.getByText('Searched for').count()).toBe(0);

  await page.getByRole('link', { name: 'Look' }).click();
  await page.getByRole('button', { name: 'The beam of a list' }).click();
  const tree = page.getByRole('application');
  await tree.focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'Home']) await page.keyboard.press(key);
  const readout = page.locator('.drawn .readout');
  await eventually(() => readout.innerText()).toMatch(/^code \d+: ln P −\d/);
  for (const key of ['ArrowRight', 'ArrowRight']) await page.keyboard.press(key);
  await page.getByText(/the beam keeps \d+ branches/).waitFor();
  await page.getByText('Show numbers').click();
  await page.getByRole('columnheader', { name: 'ln P' }).waitFor();
  await expectAccessible(page, 'a tree of codes');
  await leave();
});
