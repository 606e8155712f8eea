import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { choosePreset, connect, eventually, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it('puts the mixers of a stack in order by keys, with the picture following', async () => {
  const { page, leave } = await visit(browser, { view: 'model' });
  await choosePreset(page, 'Hybrid stack', 'tiny');
  await page.getByRole('heading', { name: 'Block 2' }).waitFor();
  const field = page.getByRole('group', { name: 'mixers' });
  await field.getByRole('button', { name: 'Add a block' }).click();
  await field.getByRole('combobox', { name: 'block 3' }).selectOption('gru');
  await page.getByRole('button', { name: /^Gated recurrent unit/ }).waitFor();

  await field.getByRole('button', { name: 'Move block 3, Gated recurrent unit', exact: true }).focus();
  for (const key of [' ', 'ArrowUp', 'ArrowUp', ' ']) await page.keyboard.press(key);
  await eventually(() => focused(page)).toBe('Move block 1, Gated recurrent unit');
  const remove = field.getByRole('button', { name: 'Remove block 3, Attention' });
  await remove.focus();
  await page.keyboard.press('Enter');
  await eventually(() => focused(page)).toBe('Remove block 2, Selective scan');
  const boxes = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: /^Block/ }) });
  await eventually(() => boxes.getByRole('button', { name: /^(?:Gated|Selective|Attention)/ }).count()).toBe(2);
  expect(await boxes.first().getByRole('button').nth(1).textContent()).toMatch(/^Gated recurrent unit/);
  await leave();
});

const focused = (page: Awaited<ReturnType<typeof visit>>['page']) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
