import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, contentOf, openWorld, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it('makes codes for the items of open data without a model, refuses in words what does not fit, and saves them', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  const panel = page.getByRole('region', { name: 'Codes of the items' });
  await panel.getByText('How they are made').click();
  await panel.getByLabel('levels').fill('2');
  await panel.getByLabel('codes', { exact: true }).fill('60000');
  await panel.getByRole('button', { name: 'Make codes' }).click();
  await panel.getByRole('alert').waitFor();
  await panel.getByLabel('codes', { exact: true }).fill('8');
  await panel.getByRole('button', { name: 'Make codes' }).click();
  await panel
    .getByText(
      /^2 levels of 8 codes for \d+ items, of vectors of 64 numbers made of text, of whose variance they explain \d+\s%: /,
    )
    .waitFor();
  expect(await panel.getByRole('alert').count()).toBe(0);
  expect(await panel.getByRole('row').count()).toBe(3);
  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await contentOf(download)).toString()).toMatch(/^id,title,code 1,code 2\r\n[^\r]+,[0-7],[0-7]\r\n/);

  const encoder = page.getByRole('region', { name: 'A text encoder' });
  await encoder.getByLabel('Choose its folder…').setInputFiles(join(import.meta.dirname, '../src/encoders/example'));
  await encoder.getByRole('button', { name: /^Read the titles/ }).click();
  await encoder.getByText('Codes below are made of them').waitFor();
  await panel.getByRole('button', { name: 'Make codes' }).click();
  await panel.getByText(/ made of text by the encoder 7c0291d4, of whose variance/).waitFor();
  await leave();
});
