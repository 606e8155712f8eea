import { unzipSync } from 'fflate';
import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  chooseTiny,
  connect,
  contentOf,
  copyLink,
  drop,
  eventually,
  hashOf,
  openWorld,
  readAndUse,
  train,
  visit,
} from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

/** Goes to another address of the open page, as a pasted link does. */
const paste = (page: Page, hash: string): Promise<void> =>
  page.evaluate((to) => {
    location.hash = to;
  }, hash);

/** So that what is read next was not said before. */
async function dismissAlerts(page: Page): Promise<void> {
  const dismiss = page.locator('.alerts').getByRole('button', { name: 'Dismiss' });
  while ((await dismiss.count()) > 0) await dismiss.first().click();
}

it('a model link recommends the same ten in another profile; a recipe trains the same run there', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  await chooseTiny(page, 2);
  await train(page);
  await page.getByRole('button', { name: 'Share…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByLabel('What', { exact: true }).selectOption({ label: (await runOption(page)) ?? '' });
  await dialog.getByText('as trained → as int8, on the validation targets of all 600 users').waitFor();
  const link = await copyLink(page);
  expect(link.length).toBeLessThanOrEqual(30_000);
  await dialog.getByRole('radio', { name: 'Recipe' }).check();
  await dialog.getByText('to compare with').waitFor();
  expect(await dialog.getByText('A model learns from everybody').count()).toBe(0);
  const recipe = await copyLink(page);
  expect(recipe.length).toBeLessThan(500);
  await dialog.getByRole('radio', { name: 'ONNX' }).check();
  await dialog.getByText(/onnxruntime-web [\d.]+, wasm, ran it on 64 histories/).waitFor();
  await dialog.getByRole('radio', { name: 'Project' }).check();
  await dialog.getByText(/zip\. It goes on from the best weights, those of epoch [12];/).waitFor();
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the file' }).click();
  const files = Object.keys(unzipSync(await contentOf(saving)));
  expect(files).toContain('nextup-sasrec/train.py');
  await dialog.getByRole('radio', { name: 'Recipe' }).check();
  await dialog.getByText('QR code for a phone').click();
  await dialog.getByRole('img', { name: 'QR code of the link' }).waitFor();
  await page.keyboard.press('Escape');
  await eventually(() => page.evaluate(() => document.activeElement?.textContent ?? '')).toContain('Share…');

  // What the int8 file says here is what the link must say elsewhere.
  const [history, expected] = await page.evaluate(async (hash) => {
    const opened = await window.nextup.openLink(hash);
    if (opened.kind !== 'model') throw new Error('expected a model');
    const items = await window.nextup.findItems({ run: opened.run.id }, '', 4);
    const ids = items.map(({ id }) => id);
    const list = await window.nextup.recommend({ run: opened.run.id }, ids);
    return [ids, list.map(({ id, score }) => ({ id, score }))] as const;
  }, hashOf(link));
  await leave();

  const other = await visit(browser, { view: hashOf(link).slice(2) });
  await other.page.getByText('from a link, author unknown').waitFor();
  await eventually(() =>
    other.page
      .getByRole('list', { name: /^Recommended by/ })
      .first()
      .locator('li')
      .count(),
  ).toBe(10);
  const found = await other.page.evaluate(async (ids) => {
    const run = (await window.nextup.runs()).at(-1);
    const list = await window.nextup.recommend({ run: run?.id ?? '' }, ids);
    return list.map(({ id, score }) => ({ id, score }));
  }, history);
  expect(found).toEqual(expected);
  await other.page.getByText('It recommends below, on this device').waitFor();
  await other.page.getByRole('list', { name: 'Recommended by From a link: sequels' }).waitFor();
  await other.page.getByLabel('Model', { exact: true }).selectOption('none, only a baseline');
  await other.page.getByRole('button', { name: 'Ask it' }).click();
  await other.page.getByText('It recommends below, on this device').waitFor();
  await other.page.getByRole('link', { name: 'Compare' }).click();
  await other.page.getByRole('button', { name: 'More', exact: true }).waitFor();
  expect(await other.page.getByText('on this device').count()).toBe(0);

  await paste(other.page, hashOf(recipe));
  await other.page.getByText('The data is open').waitFor();
  await other.page.getByRole('link', { name: 'Train' }).click();
  await eventually(() => other.page.getByLabel('Preset').inputValue()).toBe('tiny');
  expect(await other.page.getByLabel('epochs').inputValue()).toBe('2');
  expect(await other.page.getByLabel('learning rate').inputValue()).toBe('0.005');
  await other.leave();

  const again = await visit(browser, { view: hashOf(recipe).slice(2) });
  await again.page.getByRole('button', { name: 'Retrain this' }).click();
  const outcome = again.page.getByText(/^Reproduced:/);
  await outcome.waitFor();
  const [, here, stated] = /NDCG@10 ([\d.]+) here \(Run \d+\), ([\d.]+) stated/.exec(await outcome.innerText()) ?? [];
  expect(here).toBe(stated);

  // On other data it must be set up again before it can be trained.
  const rows = Array.from({ length: 12 }, (_, i) => `u${i % 3},i${i % 4},${i}`);
  await drop(again.page, 'mine.csv', ['user,item,time', ...rows].join('\n'));
  await readAndUse(again.page);
  await again.page.getByText('Other data is open').waitFor();
  expect(await again.page.getByRole('button', { name: 'Retrain this' }).count()).toBe(0);
  await again.page.getByRole('button', { name: 'Set it up' }).click();
  await again.page.getByRole('button', { name: 'Retrain this' }).waitFor();
  await again.leave();
});

it('refuses tampered, cut, oversized and newer links and files with the reason, and goes on working', async () => {
  const { page, leave } = await visit(browser, { view: '1/try?s=m.AAAA' });
  const alert = page.getByRole('alert').filter({ hasText: 'This link was not opened' }).last();
  await alert.waitFor();
  // The page behind it opens as ever.
  await page
    .getByRole('list', { name: /^Recommended by/ })
    .first()
    .waitFor();
  const link = await page.evaluate(async () => {
    const run = (await window.nextup.runs()).at(-1);
    return (await window.nextup.modelLink(run?.id ?? '')).hash;
  });
  const middle = Math.floor(link.length / 2);
  const tampered = link.slice(0, middle) + (link[middle] === 'A' ? 'B' : 'A') + link.slice(middle + 1);
  const content = link.indexOf('s=m.') + 4;
  const quads = content + 4 * Math.floor((middle - content) / 4); // where four characters, three bytes, end
  const wrong: readonly (readonly [string, RegExp])[] = [
    [tampered, /damaged[^]*(SNAP_DATA_HASH|LINK_PACKED)/],
    [link.slice(0, quads), /incomplete or damaged[^]*LINK_PACKED/],
    [link.slice(0, quads + 1), /characters of content, which no link has[^]*LINK_TEXT/],
    [`#/1/try?s=m.${'A'.repeat(1_000_001)}`, /expected at most 1000000[^]*LINK_LENGTH/],
    ['#/2/try?s=m.AAAA', /This link: made with version 2 of links, this page reads 1\. Reload[^]*LINK_VERSION/],
    ['#/1/try?s=m.AA%20A', /character 3 of the content[^]*LINK_TEXT/i],
    ['#/1/train?s=r.e30', /LINK_RECIPE/],
  ];
  for (const [hash, reason] of wrong) {
    await dismissAlerts(page);
    await paste(page, hash);
    await eventually(() => page.locator('.alerts').innerText()).toMatch(reason);
  }
  await dismissAlerts(page);
  await page.getByLabel('Open a model file…').setInputFiles({
    name: 'torn.safetensors',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('not a model'),
  });
  await eventually(() => page.locator('.alerts').innerText()).toMatch(/torn\.safetensors was not opened[^]*SNAP_/);
  expect(await page.getByText('author unknown').count()).toBe(0);
  await leave();
});

it('shows a stranger’s name of their data as text, and asks for their files', async () => {
  const hostile = '<img src=x onerror="document.title=1">';
  const { page, leave } = await visit(browser);
  await page.getByRole('button', { name: 'Share…', exact: true }).waitFor();
  const hash = await page.evaluate(async (name) => {
    const rows = Array.from({ length: 12 }, (_, i) => `u${i % 3},i${i % 4},${i}`);
    const files = [new File([['user,item,time', ...rows].join('\n')], `${name}.csv`)];
    const { id } = await window.nextup.open(files);
    return (await window.nextup.recipeLink({ dataset: id })).hash;
  }, hostile);
  await paste(page, hash);
  await page.getByText('It was trained on somebody’s files').waitFor();
  await page.getByText(hostile).waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  expect(await page.title()).not.toBe('1');
  await leave();
});

/** The label of the run that was just trained, in the list of what can be shared. */
const runOption = (page: Page): Promise<string | undefined> =>
  page.evaluate(async () => {
    const run = (await window.nextup.runs()).find(({ snapshot }) => snapshot === null);
    return run && `${run.name} · SASRec · NDCG@10 ${run.test?.ndcg['10'].toFixed(3) ?? ''}`;
  });
