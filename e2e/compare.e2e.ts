import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, contentOf, eventually, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

/** Trains a tiny recipe through the console's facade. */
const trainTiny = (page: Page, seed: number, seen: 'filtered' | 'kept', baselines: boolean) =>
  page.evaluate(
    async ([theSeed, rule, beside]) => {
      const { id } = await window.nextup.simulate('sequels');
      const config = { blocks: 1, heads: 1, width: 16, length: 10, dropout: 0.1 };
      const training = { epochs: 2, batch: 64, learningRate: 3e-3 };
      const recipe = { dataset: id, config, training, seed: theSeed, seen: rule };
      return (await window.nextup.train(recipe, undefined, { baselines: beside })).kept;
    },
    [seed, seen, baselines] as const,
  );

/** Saves the table in a format and gives the text of the file. */
async function saved(page: Page, format: string): Promise<string> {
  await page.getByLabel('Export as').last().selectOption(format);
  const saving = page.waitForEvent('download');
  await page
    .getByRole('button', { name: /^Save (all|the)/ })
    .last()
    .click();
  return (await contentOf(saving)).toString();
}

it('compares two seeds, exports them, and keeps both for the next visit, where they recommend', async () => {
  const { page, leave } = await visit(browser);
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  expect(await trainTiny(page, 1, 'filtered', true)).toBe(true);
  expect(await trainTiny(page, 2, 'filtered', false)).toBe(true);
  await page.getByRole('link', { name: 'Compare' }).click();
  // The two are ticked to begin with.
  await page.getByText(/(is better than|can be seen between) .*NDCG@10, 95\s% \[.*\], 600 users\./).waitFor();
  await page.getByText('seed 1 → 2').waitFor();
  await eventually(() => page.locator('.plot canvas').count()).toBe(1);

  await eventually(() => page.locator('.runs .interval:empty').count()).toBe(0);
  const csv = (await saved(page, 'csv')).trim().split('\r\n');
  expect(csv.map((line) => line.split(',')[0])).toEqual(['name', 'Run 1', 'Run 2']);
  expect(
    csv.slice(1).map((line) =>
      line
        .split(',')
        .slice(2, 5)
        .every((cell) => Number(cell) >= 0),
    ),
  ).toEqual([true, true]);
  expect(await saved(page, 'markdown')).toMatch(/^\| Model \| HR@10 .*\n\|---\|---:/);
  expect(await saved(page, 'latex')).toContain('\\toprule');

  await page.getByRole('button', { name: 'Run 2' }).click();
  await page.getByLabel('More seeds').fill('1');
  await page.getByRole('button', { name: 'Again with 1 seed' }).click();
  const group = page.getByRole('button', { name: '3 seeds of Run 1' });
  await group.press('Enter');
  await eventually(() => page.getByLabel('Compare Run 3').count()).toBe(0);
  await group.press('Enter');
  await page.getByLabel('Compare Run 3').waitFor();

  await page.reload();
  await page.getByLabel('Compare Run 1').waitFor();
  await page.getByRole('button', { name: 'Run 2' }).click();
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByText('It came out the same.').waitFor();
  await page.getByRole('button', { name: 'Try it' }).click();
  // The page ends what it no longer waits for, and such a question here with it.
  await eventually(() => page.getByRole('list', { name: 'Recommended by Run 2' }).getByRole('listitem').count()).toBe(
    10,
  );
  const ids = await page.evaluate(async () => {
    const { id } = await window.nextup.simulate('sequels');
    const [{ items }] = await window.nextup.histories(id, 0, 1);
    const history = items.slice(0, 5).map((item) => item.id);
    return (await window.nextup.recommend({ run: 'run-2' }, history)).map((item) => item.id);
  });
  expect(ids).toHaveLength(10);
  await leave();
});

it('refuses runs of other protocols with the reason, and takes a deletion back', async () => {
  const { page, leave } = await visit(browser);
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  await trainTiny(page, 1, 'filtered', false);
  await trainTiny(page, 1, 'kept', false);
  await page.getByRole('link', { name: 'Compare' }).click();
  await page.getByLabel('Compare Run 1').check();
  await page.getByLabel('Compare Run 2').check();
  await page.getByText('They cannot be compared.').waitFor();
  await page.getByText(/rule for items already seen \(filtered against kept\)/).waitFor();

  await page.getByRole('button', { name: 'Run 2' }).click();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Run 2 was deleted.').waitFor();
  expect(await page.getByLabel('Compare Run 2').count()).toBe(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.getByLabel('Compare Run 2').waitFor();
  await leave();
});
