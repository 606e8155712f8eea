import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync, zipSync } from 'fflate';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, contentOf, drop, dropFiles, eventually, openWorld, readAndUse, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it('a model leaves as a folder of the hub and comes back as the same; a pickle is refused with how to convert it', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  await page
    .getByRole('list', { name: /^Recommended by/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Share…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('radio', { name: 'Hugging Face' }).check();
  await dialog.getByLabel('Licence of the data').fill('CC BY 4.0');
  await dialog.getByLabel('Licence of the data').press('Enter');
  await dialog.getByText('The card, as it is written').click();
  await eventually(() => dialog.getByLabel('README.md').innerText()).toContain('Licence of the data: CC BY 4.0');
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the file' }).click();
  const zip = await contentOf(saving);
  expect(Object.keys(unzipSync(zip))).toContain('nextup-sasrec/model.safetensors');
  await page.keyboard.press('Escape');

  await drop(page, 'nextup-sasrec.zip', zip);
  await page.getByText('from a file, author unknown').waitFor();
  const same = await page.evaluate(async () => {
    const runs = await window.nextup.runs();
    const files = await Promise.all(runs.map(({ id }) => window.nextup.snapshot(id, { precision: 'f32' })));
    return files.map((file) => file.join()).every((file, _, all) => file === all[0]) && files.length > 1;
  });
  expect(same).toBe(true);

  await drop(page, 'model.pth', zipSync({ 'archive/data.pkl': new Uint8Array(3) }));
  await page.getByText('a pickle of PyTorch').waitFor();
  expect(await page.getByLabel('convert.py').innerText()).toContain('save_file(tensors, sys.argv[2])');
  await leave();
});

it('a model is pushed to the hub by the one script that may ask it, with the token that was typed', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  const asked: string[] = [];
  await page.context().route('https://huggingface.co/**', (route) => {
    const request = route.request();
    asked.push(`${request.method()} ${new URL(request.url()).pathname} ${request.headers()['authorization'] ?? ''}`);
    const uploadMode = 'regular';
    const files = ['README.md', 'config.json', 'model.safetensors'].map((path) => ({ path, uploadMode }));
    const json = request.url().includes('/preupload/')
      ? { files }
      : { url: '', id: '', commitOid: 'c0ffee', commitUrl: '' };
    const headers = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Allow-Headers': '*' };
    return route.fulfill({ json, headers });
  });
  await page
    .getByRole('list', { name: /^Recommended by/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Share…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('radio', { name: 'Hugging Face' }).check();
  await dialog.getByText('Push it to the hub').click();
  await dialog.getByLabel('Repository').fill('ann/shop');
  await dialog.getByLabel('Your token').fill('hf_secret');
  await dialog.getByRole('button', { name: 'Push', exact: true }).click();
  await dialog.getByRole('link', { name: 'https://huggingface.co/ann/shop' }).waitFor();
  const posts = asked.filter((line) => line.startsWith('POST '));
  expect(posts).toEqual(
    ['/api/repos/create', '/api/models/ann/shop/preupload/main', '/api/models/ann/shop/commit/main'].map(
      (path) => `POST ${path} Bearer hf_secret`,
    ),
  );
  const kept = await page.evaluate(() =>
    [localStorage, sessionStorage].flatMap((kept) => Object.values<string>(kept)).join(),
  );
  expect(kept).not.toContain('hf_secret');
  await leave(
    ['/api/repos/create', '/api/models/ann/shop/preupload/main', '/api/models/ann/shop/commit/main'].map(
      (path) => `asked https://huggingface.co${path}`,
    ),
  );
});

it('a model leaves as one page, which recommends from a disk the same as here and asks nothing', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  await page
    .getByRole('list', { name: /^Recommended by/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Share…', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('radio', { name: 'One page' }).check();
  await dialog.getByText('It opens in any browser').waitFor();
  const saving = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save the file' }).click();
  const folder = mkdtempSync(join(tmpdir(), 'nextup-page-'));
  const path = join(folder, 'model.html');
  writeFileSync(path, await contentOf(saving));
  const here = await page.evaluate(async () => {
    const [{ id }] = await window.nextup.runs();
    const [item] = await window.nextup.findItems({ run: id }, '', 1);
    const list = await window.nextup.recommend({ run: id }, [item.id], { count: 10 });
    return { item: item.title, list: list.map(({ title }) => title) };
  });
  await leave();

  const context = await browser.newContext({ offline: true });
  try {
    const alone = await context.newPage();
    const asked: string[] = [];
    alone.on('request', (request) => asked.push(request.url()));
    const faults: string[] = [];
    alone.on('pageerror', ({ message }) => faults.push(message));
    alone.on('console', (message) => faults.push(message.text()));
    await alone.goto(pathToFileURL(path).href);
    await alone.getByRole('searchbox').fill(here.item);
    await alone
      .getByRole('button', { name: `Add ${here.item}`, exact: true })
      .first()
      .click();
    await alone.getByRole('button', { name: `Remove ${here.item}`, exact: true }).waitFor();
    await eventually(() => alone.getByRole('list', { name: 'Recommended' }).locator('span').allInnerTexts()).toEqual(
      here.list,
    );
    expect(asked).toEqual([pathToFileURL(path).href]);
    expect(faults).toEqual([]);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
});

it('weights of another program recommend, dropped beside the list of their items', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  await page
    .getByRole('list', { name: /^Recommended by/ })
    .first()
    .waitFor();
  const weights = readFileSync('src/exchange/weights/golden/recbole_gru4rec.safetensors');
  const ids = Array.from({ length: 11 }, (_, i) => `thing ${i + 1}`);
  await dropFiles(page, [
    { name: 'GRU4Rec.safetensors', content: weights },
    { name: 'items.json', content: JSON.stringify(ids) },
  ]);
  await page.getByText('GRU4Rec for 11 items without titles').waitFor();
  await eventually(() =>
    page.getByRole('list', { name: 'Recommended by From a file: GRU4Rec of RecBole' }).locator('li').count(),
  ).toBe(10);
  await leave();
});

it('data leave as tables, and come back to the fingerprint that was told', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  const panel = page.getByRole('region', { name: 'Take it elsewhere' });
  await panel.getByLabel('Files', { exact: true }).selectOption('parquet');
  const saving = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save the files' }).click();
  const zip = await contentOf(saving);
  const told = await panel.locator('code').innerText();
  await drop(page, 'sequels.zip', zip);
  await readAndUse(page);
  await page.getByText(`Fingerprint ${told}`).waitFor();
  await leave();
});
