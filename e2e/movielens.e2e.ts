import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chooseTiny, connect, drop, readAndUse, tested, train, visit } from './visit.ts';

// MovieLens 100K may not be redistributed: where it does not lie beside the checkout, this journey is skipped.
const file = join(import.meta.dirname, '..', '..', 'shared', 'data', 'ml-100k', 'ml-100k.csv');

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

it.skipIf(!existsSync(file))(
  'trains on a dropped ml-100k.csv (skipped without the file) and beats popularity',
  async () => {
    const { page, leave } = await visit(browser);
    await drop(page, 'ml-100k.csv', readFileSync(file, 'utf8'));
    await readAndUse(page);
    await page.getByRole('heading', { name: 'ml-100k', exact: true }).waitFor();

    await chooseTiny(page, 4);
    await page.getByLabel('learning rate').fill('0.01');
    await train(page);
    expect(await tested(page, 'Popularity', 'HR@10')).toBeCloseTo(0.0859, 4);
    expect(await tested(page, 'Item neighbours', 'HR@10')).toBeCloseTo(0.2057, 4);
    expect(await tested(page, 'SASRec', 'HR@10')).toBeGreaterThan(await tested(page, 'Popularity', 'HR@10'));
    await leave();
  },
);
