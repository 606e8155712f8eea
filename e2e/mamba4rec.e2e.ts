import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choosePreset, chooseTiny, connect, eventually, openWorld, train, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const readout = (page: Page) => page.locator('.drawn .readout').first().innerText();

it('trains Mamba4Rec on the bookshop, shows its state and what moves it as the history changes, and another model beside it', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Bookshop');
  await page.getByRole('link', { name: 'Model', exact: true }).click();
  await choosePreset(page, 'Mamba4Rec', 'tiny');
  await chooseTiny(page, 1);
  expect(await page.getByRole('combobox', { name: 'Model' }).inputValue()).toBe('mamba4rec');
  await train(page);
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.getByRole('button', { name: 'Try this model' }).click();

  await page.getByRole('link', { name: 'Look' }).click();
  await page.getByRole('button', { name: 'What a scan remembers' }).click();
  await page.getByText(/^After the last item, state \d of the 8 in block 1 holds most/).waitFor();
  const state = page.getByRole('application', { name: 'Block 1, state: columns are positions of the history' });
  await state.focus();
  const before = await readout(page);
  expect(before).toMatch(/^state \d at .* \(\d+ of \d+\): size [\d.]+\.$/);
  await page.getByLabel('Which channel').selectOption('channel 3');
  await eventually(() => readout(page)).toMatch(/^state \d at .*: value −?[\d.]+\.$/);
  for (const [strip, words] of [
    ['step', /^The largest step in block 1 is at/],
    ['kept', /^The state of block 1 is forgotten most at/],
    ['half-life', /^State \d of block 1 forgets slowest/],
  ] as const) {
    await page.getByRole('button', { name: `Block 1, ${strip}` }).click();
    await page.getByText(words).waitFor();
  }

  await page.getByRole('button', { name: 'Influence of every past item' }).click();
  const moved = page.getByText(/^When the next item is asked for, .* of what moves the state in block 1 comes from/);
  await moved.waitFor();
  await page.getByRole('application', { name: /what moves them/ }).focus();
  const whole = await readout(page);
  expect(whole).toMatch(/^After .* \((\d+) of \1\): [\d.]+\s% from .* \(\d+\)\.$/);
  await page
    .getByRole('button', { name: /^Remove / })
    .last()
    .click();
  await eventually(() => readout(page)).not.toBe(whole);

  const others = page.getByLabel('Beside it');
  const shipped = await others.locator('option').nth(1).getAttribute('value');
  await others.selectOption(shipped);
  await eventually(() => page.locator('.side-by-side canvas[role=application]').count()).toBe(2);
  await page.getByText(/Of attention the weights are held/).waitFor();
  await leave();
});
