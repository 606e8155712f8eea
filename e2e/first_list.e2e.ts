import type { Browser, Locator } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { untrained } from '../src/testing/untrained.ts';
import { connect, eventually, openModel, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const visibleTexts = async (items: Locator): Promise<string[]> => {
  const all = await items.all();
  const shown = await Promise.all(all.map((each) => each.isVisible()));
  return Promise.all(all.filter((_, i) => shown[i]).map((each) => each.innerText()));
};

it('counts the books before those that are shown, where there is room for fewer too', async () => {
  for (const width of [390, 1280]) {
    const { page, leave } = await visit(browser, { view: 'try', width });
    const sequence = page.getByRole('list', { name: 'What this reader took, and what comes next' });
    await sequence.getByText('before …').filter({ visible: true }).waitFor();
    const [before, ...shown] = await visibleTexts(sequence.locator('li'));
    const history = await page.getByRole('list', { name: 'History, oldest first' }).getByRole('listitem').count();
    expect(Number.parseInt(before, 10) + shown.length - 1, String(width)).toBe(history); // the last one is the question
    await leave();
  }
});

it('knows what was really taken after the last book is gone, and asks for nothing after another edit', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  const sequence = page.getByRole('list', { name: 'What this reader took, and what comes next' });
  await sequence.getByRole('button', { name: 'Look below, guess, then see' }).click();
  await sequence.getByText('vol. 3').waitFor();
  await sequence.getByText('really taken; the model has it at place 1').waitFor();
  await page.getByRole('button', { name: 'Take the last book away' }).click();
  await sequence.locator('.target').getByText('vol. 2').waitFor();
  await sequence.getByText(/really taken; the model has it at place \d/).waitFor();
  await page.getByRole('button', { name: 'Put it back' }).click();
  await sequence.locator('.target').getByText('vol. 3').waitFor();

  const last = page.getByRole('list', { name: 'History, oldest first' }).getByRole('listitem').last();
  await last.getByRole('button', { name: /^Mute/ }).click();
  await sequence.getByText('this one is edited').waitFor();
  await page.getByRole('button', { name: 'Put the history back' }).click();
  await sequence.getByText('really taken; the model has it at place 1').waitFor();
  await leave();
});

it('keeps header, content and bar to one measure on a wide screen', async () => {
  const { page, leave } = await visit(browser, { view: 'try', width: 1920 });
  const parts = ['.brand', '.view', '.transport .buttons'].map((part) => page.locator(part).first());
  const ends = ['.header', '.view', '.transport'].map((part) =>
    page.locator(part).first().locator(':scope > :last-child'),
  );
  const edge = async (part: Locator, side: 'left' | 'right'): Promise<number> =>
    part.evaluate((element, at) => Math.round(element.getBoundingClientRect()[at]), side);
  await parts[1].waitFor();
  const left = await Promise.all(parts.map((part) => edge(part, 'left')));
  const right = await Promise.all(ends.map((part) => edge(part, 'right')));
  expect(new Set(left).size, left.join()).toBe(1);
  expect(new Set(right).size, right.join()).toBe(1);
  await leave();
});

it('begins a history with an item of a model whose data are not open', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  await openModel(page, (await untrained({ blocks: 1, heads: 1, width: 8, length: 6 }, ids, ids)).file);
  await page.getByText('are not open, so that there are no users to pick').waitFor();
  await page.getByRole('button', { name: 'Begin with one of its items' }).click();
  const list = page.getByRole('list', { name: /^Recommended by From a / });
  await eventually(() => list.getByRole('listitem').count()).toBe(5);
  await leave();
});

it('keeps the scroll bar of a dialog inside its round corners', async () => {
  const { page, leave } = await visit(browser, { view: 'try', width: 390 });
  await page.getByRole('button', { name: 'Share…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByText('What is inside').waitFor();
  const [outer, inner] = await dialog.evaluate((element) => {
    const body = element.querySelector('.share-body');
    return [getComputedStyle(element).overflowY, body === null ? '' : getComputedStyle(body).overflowY];
  });
  expect([outer, inner]).toEqual(['hidden', 'auto']);
  await leave();
});
