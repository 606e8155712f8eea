import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { byModel, choosePreset, chooseTiny, connect, eventually, trainAcrossReload, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it('trains RecGPT on FSQ codes of the titles, takes it up after a reload, places a title that is typed, and gives it away by link', async () => {
  const { page, leave } = await visit(browser, { view: 'model' });
  await choosePreset(page, 'RecGPT', 'tiny');
  await page.getByRole('button', { name: /^Code embeddings/ }).click();
  await page.getByText('the tokens that an item is read as').waitFor();
  await chooseTiny(page, 1);
  expect(await page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('recgpt');
  await page.getByText('All settings').click();
  await page.getByLabel('length', { exact: true }).fill('8');
  await page.getByLabel('tokenizer').selectOption('fsq');
  await page.getByLabel('fsq steps').fill('50');

  const coded = page.getByText(/4 codes for each item, made of its text by .*FSQ.*: \d+ % of the codes are used/);
  await trainAcrossReload(page, () => coded.waitFor());

  await page.getByRole('button', { name: 'Try this model' }).click();
  const list = page.getByRole('list', { name: byModel });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);

  // The words of the first of the list in capitals are the same words to the model, and no title that it knows.
  const first = list.getByRole('listitem').first();
  const typed = (await first.locator('.name').innerText()).toUpperCase();
  const fresh = page.getByRole('region', { name: 'New items' });
  await fresh.getByLabel('Title').fill(typed);
  await fresh.getByLabel('Category, if it has one').fill(await first.locator('.facts-line small').first().innerText());
  await fresh.getByRole('button', { name: 'Place it' }).click();
  await fresh
    .getByText(/^At place \d+ of all items, by the codes \d+, \d+, \d+, \d+\. Nothing tells it from /)
    .waitFor();
  await eventually(() => list.locator('.name').allInnerTexts()).toContain(typed);
  expect(await list.locator('.tag').allInnerTexts()).toContain('new');

  const shared = await page.evaluate(async () => {
    const [{ id }] = await window.nextup.runs();
    const { hash } = await window.nextup.modelLink(id);
    const opened = await window.nextup.openLink(hash);
    if (opened.kind !== 'model') throw new Error('a link of a model opens as one');
    const history = (await window.nextup.findItems({ run: id }, '', 4)).map(({ id: item }) => item);
    const lists = [id, opened.run.id].map((run) => window.nextup.recommend({ run }, history));
    return (await Promise.all(lists)).map((items) => items.map(({ id: item }) => item));
  });
  expect(shared[1].filter((item) => shared[0].includes(item)).length).toBeGreaterThanOrEqual(8); // as int8
  await leave();
});
