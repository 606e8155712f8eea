import { watchMemory } from './memory.mjs';
import { newPage, PATIENCE } from './page.mjs';
import { longTasks, watchTasks } from './tasks.mjs';

const QUIET_MILLISECONDS = 3000;

/**
 * Reads one file of `rows` rows in a page of its own, as a visitor does, by what stands on the buttons of this and of earlier versions.
 *
 * @returns what it took, or in `refused` why the page did not read the file and all its rows
 */
export async function readFile(browser, address, path, rows) {
  const page = await newPage(browser, `${address}#/data`);
  try {
    await page.getByRole('heading', { name: 'First histories' }).waitFor(PATIENCE);
    await page.waitForTimeout(QUIET_MILLISECONDS);
    await watchTasks(page);
    const highest = await watchMemory(browser, page);
    return await watched(page, path, rows, highest);
  } finally {
    await page.context().close();
  }
}

async function watched(page, path, rows, highest) {
  await page.getByLabel(/^Choose (a )?files?…?$/).setInputFiles(path);
  const read = page.getByRole('button', { name: /^Read (the|these|all) (\d+ )?files?$/ }).first();
  const chosen = await firstOf(page, read);
  if (chosen.refused !== undefined) return chosen;
  if (await read.isDisabled()) return { refused: `it asks: ${await questions(page)}` };
  const choosing = await longTasks(page);
  const began = performance.now();
  await read.click();
  const done = page.getByText(/^(All )?[\d,]+( of [\d,]+)? rows can be used/).first();
  const found = await firstOf(page, done);
  const seconds = (performance.now() - began) / 1000;
  if (found.refused !== undefined) return found;
  const said = await done.innerText();
  if (!said.startsWith(`All ${rows.toLocaleString('en')} rows`)) return { refused: `of ${rows} rows: ${said}` };
  return { seconds, choosing, reading: await longTasks(page), megabytes: highest?.() ?? null };
}

/** Waits for what is expected or for the page's word why it will not come. */
async function firstOf(page, expected) {
  const alert = page
    .getByRole('region', { name: /^Import / })
    .getByRole('alert')
    .first();
  await expected.or(alert).first().waitFor(PATIENCE);
  return (await expected.isVisible()) ? {} : { refused: oneLine(await alert.innerText()) };
}

async function questions(page) {
  const asked = await page.locator('fieldset.question legend, .notice.warning').allInnerTexts();
  return asked.map(oneLine).join(' · ');
}

const oneLine = (text) => text.replaceAll(/\s*\n\s*/g, ': ');
