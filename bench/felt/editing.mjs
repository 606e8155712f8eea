import { join } from 'node:path';
import { runnerImport } from 'vite';
import { newPage, PATIENCE } from './page.mjs';

export const CATALOGUE = 5000;
const EDITS = 20;
const ids = Array.from({ length: CATALOGUE }, (_, i) => `b${i + 1}`);

/** The part `editing`: from a press in a history to the list it changes. */
export async function editing(browser, address) {
  const page = await openModel(browser, address);
  const values = await editTimes(page);
  await page.context().close();
  return [{ what: `edit to list, ${CATALOGUE} items`, values, unit: 'ms', better: 'less', goal: 'at most 50' }];
}

/** The view Try with a model of width 64 of so many items. */
export async function openModel(browser, address) {
  const untrained = join(import.meta.dirname, '..', '..', 'src', 'testing', 'untrained.ts');
  const { module } = await runnerImport(untrained, { configFile: false });
  const { file } = await module.untrained({ blocks: 2, heads: 2, width: 64, length: 50 }, ids, ids);
  const page = await newPage(browser, `${address}#/try`);
  await page.getByRole('heading', { name: 'What would this reader take next?' }).waitFor(PATIENCE);
  await page
    .getByLabel('Open a model file…')
    .setInputFiles({ name: 'm.safetensors', mimeType: 'application/octet-stream', buffer: Buffer.from(file) });
  await page.getByText('from a file, author unknown').waitFor(PATIENCE);
  await page.getByText('Paste a list').click();
  return page;
}

/** Milliseconds from a press on an item's remove button to the painted list, for the first 20 of 30 items. */
export async function editTimes(page) {
  await page.getByRole('button', { name: 'Empty', exact: true }).click();
  await page.getByLabel('Titles or ids, one a line').fill(ids.slice(0, EDITS + 10).join('\n'));
  await page.getByRole('button', { name: 'Add them' }).click();
  await page.locator('ol.ranked .name').nth(9).waitFor(PATIENCE);
  await page.waitForTimeout(2000);
  return page.evaluate(async (edits) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const found = [];
    for (let i = 0; i < edits; i++) {
      const list = document.querySelector('ol.ranked');
      const changed = new Promise((resolve) => {
        new MutationObserver((_, observer) => {
          observer.disconnect();
          resolve();
        }).observe(list, { subtree: true, childList: true, characterData: true });
      });
      const pressed = performance.now();
      document.querySelector('button[aria-label^="Remove"]').click();
      await changed;
      await frame();
      found.push(performance.now() - pressed);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    return found;
  }, EDITS);
}
