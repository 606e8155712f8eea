import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { byModel, chooseTiny, connect, contentOf, eventually, openWorld, tested, train, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('gpu');
});
afterAll(() => browser.close());

it('opens on a reader and a list, re-ranks when a book is removed, and watches that reader when ▶ is pressed', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  await page.getByRole('heading', { name: 'What would this reader take next?' }).waitFor();
  const list = page.getByRole('list', { name: byModel });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  const first = (): Promise<string> => list.getByRole('listitem').first().innerText();
  expect(await first()).not.toContain('taken');
  await page.getByRole('button', { name: 'guess, then see' }).click();
  await eventually(first).toContain('taken');
  await page.getByText('really taken; the model has it at place 1').waitFor();

  await page.getByRole('button', { name: 'Take the last book away' }).click();
  await page.getByText(/is first now; “Tomas.*vol\. 3.*fell to place/).waitFor();
  await eventually(() => list.locator('.move.up, .move.down').count()).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Put it back' }).click();
  await eventually(first).toContain('taken');

  await page.getByRole('button', { name: 'Train it yourself' }).click();
  await page.getByRole('heading', { name: 'What comes next for reader-0013?' }).waitFor();
  await page.getByText('a tiny model for 6 epochs').waitFor(); // of itself, on a software adapter
  expect([await page.getByLabel('Preset').inputValue(), await page.getByLabel('epochs').inputValue()]).toEqual([
    'tiny',
    '6',
  ]);
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByText('Paused', { exact: true }).waitFor();
  expect(await page.evaluate(() => scrollY)).toBe(0); // what is focused in a bar is in sight already
  await leave();
});

it('trains on a simulated world, beats popularity, and recommends with reasons', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  await chooseTiny(page, 3);
  await train(page);

  expect(await tested(page, 'SASRec', 'HR@10')).toBeGreaterThan(2 * (await tested(page, 'Popularity', 'HR@10')));
  expect(await page.getByText(/Protocol [0-9a-f]{12}/).count()).toBe(1);
  expect(await page.getByRole('heading', { name: /What comes next for reader/ }).count()).toBe(1);
  await eventually(() => page.locator('.plot canvas').count()).toBe(2); // validation and loss

  await page.getByRole('button', { name: 'Walk through one batch' }).click();
  await page.getByText('training steps, with the best weights').waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
  await page.getByRole('button', { name: 'Try this model' }).click();
  const list = page.getByRole('list', { name: byModel });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  await list.getByRole('button', { name: /^Why/ }).first().click();
  await page.getByText(/Mostly because of/).waitFor();

  await page
    .getByRole('button', { name: /^Remove/ })
    .last()
    .click();
  await eventually(() => list.locator('.move.up, .move.down').count()).toBeGreaterThan(0);
  await leave();
});

/** Saves the model on screen as a file and opens that file. */
async function saveAndOpen(page: Page): Promise<void> {
  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save the model' }).click();
  const buffer = await contentOf(saving);
  const file = { name: 'model.safetensors', mimeType: 'application/octet-stream', buffer };
  await page.getByLabel('Open a model file…').setInputFiles(file);
  await page.getByText('from a file, author unknown').waitFor();
}

it('saves a model as a file that recommends the same, and refuses it damaged', async () => {
  const { page, leave } = await visit(browser, { view: 'train' });
  await openWorld(page, 'Sequels');
  await chooseTiny(page, 1);
  await train(page);
  await page.getByRole('button', { name: 'Try this model' }).click();
  const list = page.getByRole('list', { name: byModel });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  const titles = await list.locator('.name').allInnerTexts();
  await saveAndOpen(page);
  await eventually(() => list.locator('.name').allInnerTexts()).toEqual(titles);

  const buffer = Buffer.from('not a model at all');
  const file = { name: 'model.safetensors', mimeType: 'application/octet-stream', buffer };
  await page.getByLabel('Open a model file…').setInputFiles(file);
  await page.getByRole('alert').getByText('model.safetensors was not opened').waitFor();
  expect(await list.locator('.name').allInnerTexts()).toEqual(titles);
  await leave();
});

it('is operated by the keyboard alone, from a world to a paused run', async () => {
  const { page, leave } = await visit(browser);
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  const reach = async (tag: 'A' | 'BUTTON' | 'INPUT', name: string): Promise<void> => {
    for (let presses = 0; presses < 80; presses++) {
      await page.keyboard.press('Tab');
      const [is, says] = await page.evaluate(() => {
        const on = document.activeElement ?? document.body;
        const { textContent } = (on instanceof HTMLInputElement ? on.labels?.[0] : null) ?? on;
        return [on.tagName, textContent.trim()];
      });
      if (is === tag && says.startsWith(name)) return;
    }
    throw new Error(`Tab does not reach "${name}"`);
  };
  await reach('BUTTON', 'Sequels');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'sequels' }).waitFor();
  await reach('A', 'Train');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Validation' }).waitFor();
  await reach('INPUT', 'epochs');
  await page.keyboard.type('500');
  await reach('BUTTON', 'Train');
  await page.keyboard.press('Enter');
  await page.getByText('Training', { exact: true }).waitFor();
  // The button was off while the run was prepared, and kept the focus.
  expect(await page.evaluate(() => document.activeElement?.textContent.trim())).toBe('Pause');
  await page.keyboard.press('Space');
  await page.getByText('Paused', { exact: true }).waitFor();
  await leave();
});
