import type { Browser, Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { attentionMaps } from '../src/lenses/attention_weights.ts';
import { sasrec } from '../src/models/sasrec/sasrec.ts';
import { untimed } from '../src/core/history.ts';
import { probeOf } from '../src/recommend/probe.ts';
import { Reader } from '../src/recommend/reader.ts';
import { untrained } from '../src/testing/untrained.ts';
import { connect, contentOf, eventually, openModel, paste, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const ids = Array.from({ length: 250 }, (_, i) => `b${i + 1}`);
const titles = ids.map((_, i) => `Book ${i + 1}`);
const model = () => untrained({ blocks: 2, heads: 2, width: 16, length: 200 }, ids, titles);

/** Opens the model and shows what it looks at after the first `items` items. */
async function lookAt(page: Page, file: Uint8Array, items: number): Promise<void> {
  await openModel(page, file);
  await paste(page, ids.slice(0, items));
  await page.getByText(`${items} added.`).waitFor();
  await page.getByRole('link', { name: 'Look' }).click();
  await page.getByRole('application').waitFor();
}

/** Lines of the CSV that a panel saves. */
async function savedCsv(page: Page, panel: Locator): Promise<string[]> {
  const saving = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save as CSV' }).click();
  return (await contentOf(saving)).toString().trim().split('\r\n');
}

it('shows every head, reads out each cell exactly, and saves what is seen', async () => {
  const { file, config, weights } = await model();
  const maps = await attentionMaps(
    probeOf(new Reader(sasrec, config, ids.length, weights), untimed([0, 1, 2, 3, 4, 5])),
  );
  const { page, leave } = await visit(browser, { view: 'try' });
  await lookAt(page, file, 6);

  const tiles = page.getByRole('list', { name: 'Pictures: Attention of every head' }).getByRole('button');
  expect(await tiles.allInnerTexts()).toEqual([
    ...['Average', 'Highest', 'Rollout'],
    ...['Block 1, head 1', 'Block 1, head 2', 'Block 2, head 1', 'Block 2, head 2'],
  ]);
  await page.getByRole('button', { name: 'Block 2, head 1' }).click();
  const map = page.getByRole('application');
  await map.focus();
  for (const key of ['ArrowDown', 'Home', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key);
  const words = (weight: number): string => `${(100 * weight).toFixed(1)}\u00a0% on Book 2 (2).`;
  const row = (head: number): string => `After Book 5 (5 of 6): ${words(maps[head].weights[4 * 6 + 1])}`;
  await eventually(() => page.locator('.drawn .readout').innerText()).toBe(row(2));
  await page.keyboard.press(']');
  await eventually(() => page.locator('.drawn .readout').innerText()).toBe(row(3));
  await page.getByText(/head 2 of block 2 puts \d/).waitFor();

  // Behind a dialog, and switched off in it, the key does nothing.
  await page.keyboard.press('?');
  await page.getByText('In Look, the picture of attention').waitFor();
  await page.keyboard.press('[');
  await page.getByLabel('These keys work anywhere').uncheck();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await page.keyboard.press('[');
  expect(await page.locator('.drawn .readout').innerText()).toBe(row(3));

  const box = await map.boundingBox();
  if (box === null) throw new Error('the heatmap is not on screen');
  await page.mouse.move(box.x + Math.min(200, box.width * 0.28) + 10, box.y + 12);
  await eventually(() => page.locator('.drawn .readout').innerText()).toContain(
    'After Book 1 (1 of 6): 100.0\u00a0% on Book 1',
  );

  const attention = page.locator('.pictures');
  const lines = await savedCsv(page, attention);
  expect(lines).toHaveLength(7);
  expect(lines[6].split(',').slice(3).map(Number)).toEqual([...maps[3].weights.slice(30)]);
  const picture = page.waitForEvent('download');
  await attention.getByRole('button', { name: 'Save as PNG' }).click();
  expect((await contentOf(picture)).subarray(1, 4).toString()).toBe('PNG');

  await leave();
});

it('draws the items, says which are alike, and saves where they lie', async () => {
  const { file } = await model();
  const { page, leave } = await visit(browser, { view: 'try' });
  await lookAt(page, file, 6);
  await page.getByRole('button', { name: 'Items as the model sees them' }).click();
  await page.getByText('Each of the 250 items is a point').waitFor();
  const panel = page.locator('.picture.map');
  const lines = await savedCsv(page, panel);
  expect(lines).toHaveLength(251);
  expect(lines[6]).toMatch(/^b6,Book 6,,0,-?[\d.e-]+,-?[\d.e-]+$/);
  await panel.getByText('Show numbers').click();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await panel.getByRole('button', { name: 'Copy all as CSV' }).click();
  await panel.getByText('Copied.').waitFor();
  expect((await page.evaluate(() => navigator.clipboard.readText())).trim().split('\r\n')).toEqual(lines);
  expect(await panel.getByRole('rowheader').allInnerTexts()).toEqual(titles.slice(0, 6));

  await page.getByRole('combobox', { name: 'Find an item' }).fill('Book 77');
  await page.getByRole('option', { name: 'Book 77' }).click();
  const alike = page.getByRole('region', { name: 'Items most like one: Book 77' });
  await alike.getByText(/^Most like Book 77 is Book \d+, with a cosine of/).waitFor();
  const cosines = (await savedCsv(page, alike)).slice(1).map((line) => Number(line.split(',').at(-1)));
  expect(cosines).toHaveLength(10);
  expect(cosines).toEqual(cosines.toSorted((a, b) => b - a));
  await alike.getByRole('application').focus();
  await page.keyboard.press('End');
  await alike.getByText(/^Book \d+ \(10 of 10\): cosine /).waitFor();
  await alike.getByRole('button', { name: 'Go on from this item' }).click();
  await eventually(() => page.getByRole('region', { name: 'Items most like one: Book 77' }).count()).toBe(0);
  await page.getByText(/^Most like Book \d+ is/).waitFor();
  await leave();
});

it('shows what speaks for the first recommendation, and asks again as the history changes', async () => {
  const { file } = await model();
  const { page, leave } = await visit(browser, { view: 'try' });
  await lookAt(page, file, 6);
  await page.getByRole('button', { name: 'What speaks for the first recommendation' }).click();
  await page.getByText(/^The model recommends Book \d+ first/).waitFor();
  const panel = page.locator('.pictures');
  expect(await savedCsv(page, panel)).toHaveLength(7);
  await panel.getByRole('application').focus();
  await page.keyboard.press('End');
  await eventually(() => panel.locator('.drawn .readout').innerText()).toMatch(
    /^Book 6 \(6 of 6\): change of the score −?[\d.]+\.$/,
  );
  await page.getByRole('button', { name: 'Empty', exact: true }).click();
  await page.getByText('Pick a user or build a history').waitFor();
  await page.getByRole('button', { name: 'How long the item vectors are' }).click();
  await page.getByText(/^The vector of Book \d+ is the longest/).waitFor();
  await panel.getByRole('img', { name: /Across: place, the longest vector first/ }).waitFor();
  await leave();
});

it('stays usable at 200 × 200', async () => {
  const { file } = await model();
  const { page, leave } = await visit(browser, { view: 'try' });
  await lookAt(page, file, 210);
  const map = page.getByRole('application');
  await map.focus();
  await page.keyboard.press('End');
  await eventually(() => page.locator('.drawn .readout').innerText()).toMatch(
    /^After Book 210 \(200 of 200\): .* on Book 210 \(200\)/,
  );
  await page.keyboard.press('PageUp');
  await eventually(() => page.locator('.drawn .readout').innerText()).toContain('After Book 200 (190 of 200)');
  await page.getByLabel('Items shown').selectOption('20');
  await eventually(() => page.locator('.drawn .readout').innerText()).toContain('of 20)');
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await leave();
});

it('says what to do where there is no model', async () => {
  const { page, leave } = await visit(browser, { view: 'look' });
  await page.route('**/demo.safetensors', (route) => route.abort());
  await page.reload();
  await page.getByText('There is no model yet').waitFor();
  await page.getByRole('button', { name: 'Open a model file' }).click();
  await page.getByRole('heading', { name: 'Who recommends' }).waitFor();
  await leave();
});
