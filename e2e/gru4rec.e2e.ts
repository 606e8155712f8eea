import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  byModel,
  choosePreset,
  chooseTiny,
  connect,
  copyLink,
  eventually,
  hashOf,
  trainAcrossReload,
  visit,
} from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it('trains GRU4Rec, takes it up after a reload, shows its gates and what speaks for its list, where there is no attention, and shares its recipe', async () => {
  const { page, leave } = await visit(browser, { view: 'model' });
  await choosePreset(page, 'GRU4Rec', 'tiny');
  await page.getByRole('heading', { name: 'Layer 1' }).waitFor();
  await page.getByRole('button', { name: /^Gated memory/ }).click();
  await page.getByText('gates decide how much of the memory stays').waitFor();
  await chooseTiny(page, 1);
  expect(await page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('gru4rec');

  await trainAcrossReload(page);

  await page.getByRole('button', { name: 'Try this model' }).click();
  const list = page.getByRole('list', { name: byModel });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  await page.getByRole('link', { name: 'Look' }).click();
  await page.getByText(/^At .* layer 1 changes most: \d+\s% of its state is kept, the mean over 32 units\.$/).waitFor();
  await page.getByRole('button', { name: 'Layer 1, reset of every unit' }).click();
  await eventually(() => page.locator('.drawn .readout').innerText()).toMatch(
    /^unit \d+ at .* \(\d+ of \d+\): reset gate [\d.]+\s%\.$/,
  );
  await page.getByRole('button', { name: 'What speaks for the first recommendation' }).click();
  await page.getByText(/^The model recommends .* speaks for it most/).waitFor();
  expect(await page.getByRole('button', { name: 'Attention of every head' }).count()).toBe(0);

  await page.getByRole('button', { name: 'Share…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('radio', { name: 'Recipe' }).check();
  await dialog.getByText('to compare with').waitFor();
  const hash = hashOf(await copyLink(page));
  const opened = await page.evaluate((link) => window.nextup.openLink(link), hash);
  expect(opened).toMatchObject({ kind: 'recipe', recipe: { input: { model: 'gru4rec', preset: 'tiny' } } });
  await leave();
});
