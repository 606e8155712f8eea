import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { byModel, choosePreset, chooseTiny, connect, eventually, openWorld, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it('trains BERT4Rec with its share of hidden items, and shows what stands at the mask', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  await page.getByRole('link', { name: 'Model', exact: true }).click();
  await choosePreset(page, 'BERT4Rec', 'tiny');
  await page.getByText(/^All \d+ settings of the training$/).click();
  await page.getByLabel('mask rate').fill('0.4');
  await chooseTiny(page, 1);
  expect(await page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('bert4rec');

  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('heading', { name: 'The verdict' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  const [{ recipe }] = await page.evaluate(() => window.nextup.runs());
  expect(recipe.training).toMatchObject({ maskRate: 0.4, lastOnly: 0.1 });

  await page.getByRole('button', { name: 'Try this model' }).click();
  const list = page.getByRole('list', { name: byModel });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  await page.getByRole('link', { name: 'Look' }).click();
  await page.getByRole('button', { name: 'Attention of every head' }).click();
  await page.getByText(/^When the next item is asked for, .* puts .* of its weight on/).waitFor();

  const refused = await page.evaluate(async () => {
    const { id: dataset } = await window.nextup.simulate('sequels', 1);
    const recipe = { dataset, model: 'bert4rec', training: { objective: 'next-item' } };
    return window.nextup.train(recipe).then(() => 'trained', String);
  });
  expect(refused).toContain(
    'bert4rec sees all of a history, so that it would read what comes next instead of guessing it',
  );
  await leave();
});
