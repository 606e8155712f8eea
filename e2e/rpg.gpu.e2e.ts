import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { byModel, choosePreset, chooseTiny, connect, eventually, trainAcrossReload, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('gpu');
});
afterAll(() => browser.close());

it('trains RPG on codes that it makes of the titles, takes it up after a reload, and gives it away by link', async () => {
  const { page, leave } = await visit(browser, { view: 'model' });
  await choosePreset(page, 'RPG', 'tiny');
  await page.getByRole('button', { name: /^Code embeddings/ }).click();
  await page.getByText('items that share codes share what is learned of them').waitFor();
  await chooseTiny(page, 1);
  expect(await page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('rpg');

  const coded = page.getByText(
    /8 codes for each item, made of its text by Product k-means: \d+ % of the codes are used/,
  );
  await trainAcrossReload(page, () => coded.waitFor());

  await page.getByRole('button', { name: 'Try this model' }).click();
  const list = page.getByRole('list', { name: byModel });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  const shared = await page.evaluate(async () => {
    const [{ id }] = await window.nextup.runs();
    const { hash } = await window.nextup.modelLink(id);
    const opened = await window.nextup.openLink(hash);
    if (opened.kind !== 'model') throw new Error('a link of a model opens as one');
    const [first, ...others] = await window.nextup.findItems({ run: id }, '', 4);
    const history = [first, ...others].map(({ id: item }) => item);
    const lists = [id, opened.run.id].map((run) => window.nextup.recommend({ run }, history));
    return (await Promise.all(lists)).map((items) => items.map(({ id: item }) => item));
  });
  expect(shared[1].filter((item) => shared[0].includes(item)).length).toBeGreaterThanOrEqual(8); // as int8
  await leave();
});
