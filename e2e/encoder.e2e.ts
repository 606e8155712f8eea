import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { encoderNames } from '../src/testing/encoder.ts';
import { connect, dropFiles, eventually, openWorld, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const folder = join(import.meta.dirname, '../src/encoders/example');

it('takes a dropped encoder, says how it reads, lets it read the titles, keeps it and removes it', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  const panel = page.getByRole('region', { name: 'A text encoder' });
  await dropFiles(page, [{ name: 'tokenizer.json', content: '{}' }]);
  await panel.getByText('there is no model among the files').waitFor();
  const files = encoderNames.map((name) => ({ name, content: readFileSync(join(folder, name)) }));
  await dropFiles(page, files);
  await panel
    .getByText('A vector is the mean of the states, made of length 1. Texts are cut after 12 tokens.')
    .waitFor();
  await panel.getByRole('button', { name: /^Read the titles/ }).click();
  await panel
    .getByText(/120 vectors of 16 numbers, computed on the processor \(wasm\) in .*Codes below are made of them/)
    .waitFor();
  const codes = page.getByRole('region', { name: 'Codes of the items' });
  await codes.getByText('How they are made').click();
  await eventually(() => codes.getByLabel('vectors').inputValue()).toMatch(/^encoder:7c0291d4/);
  expect(await panel.getByRole('alert').count()).toBe(0);

  await page.reload(); // the files and the vectors are kept
  await panel.getByRole('button', { name: /^Read the titles/ }).click();
  await panel.getByText('120 vectors of 16 numbers, kept from before').waitFor();
  await panel.getByRole('button', { name: /^Remove/ }).click();
  await panel.getByRole('button', { name: 'Remove for good' }).click();
  await panel.getByText('Drop its folder anywhere').waitFor();
  await leave();
});

it('gives the data codes that somebody has published, says what they are, and takes them back', async () => {
  const { page, leave } = await visit(browser, { width: 320 });
  await openWorld(page, 'Sequels');
  const panel = page.getByRole('region', { name: 'Codes from elsewhere' });
  const ids = await page.evaluate(async () => {
    const { id } = await window.nextup.simulate('sequels');
    return (await window.nextup.findItems({ dataset: id }, '', 1000)).map((item) => item.id);
  });
  const choose = (text: string): Promise<void> =>
    panel
      .getByLabel('Choose a file of codes…')
      .setInputFiles({ name: 'ids.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await choose('{');
  await panel.getByText('codes of ids.json: it is no JSON').waitFor();
  await choose(
    JSON.stringify(Object.fromEntries(ids.map((id, i) => [id, [`<a_${i % 12}>`, `<b_${Math.floor(i / 12)}>`]]))),
  );
  await panel.getByText(/^ids\.json: 2 codes of 120 items, each one of 12: /).waitFor();
  expect(await panel.getByRole('alert').count()).toBe(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  await panel.getByRole('button', { name: 'Take them back' }).click();
  await panel.getByText(/^ids\.json: /).waitFor({ state: 'detached' });
  await leave();
});
