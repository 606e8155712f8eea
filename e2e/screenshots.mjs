/** `node e2e/screenshots.mjs`: pictures of every view after a short run on the bookshop, into docs/screenshots. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage, serve } from '../scripts/start.mjs';
import { launch } from './launch.mjs';

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots');
const EPOCHS = Number(process.argv[2] ?? 8);
const looks = [
  { name: 'light', colorScheme: 'light', width: 1280, height: 960 },
  { name: 'dark', colorScheme: 'dark', width: 1280, height: 960 },
  { name: 'phone', colorScheme: 'light', width: 390, height: 844 },
];

const served = await serve({ folder: await buildPage() });
const browser = await launch({ fastCompiles: true });
mkdirSync(folder, { recursive: true });
const page = await browser.newPage({ reducedMotion: 'reduce' });
await page.goto(`${served.address}#/data`);
await page.getByRole('heading', { name: 'First histories' }).waitFor();

await page.getByRole('link', { name: 'Train' }).click();
await page.getByLabel('Preset').selectOption('tiny');
await page.getByLabel('epochs').fill(String(EPOCHS));
await page.getByLabel('learning rate').fill('0.005');
await page.getByRole('button', { name: 'Train', exact: true }).click();
await page.getByText('Took so far').waitFor({ timeout: 300_000 });
await page.waitForFunction(
  (epochs) => document.querySelectorAll('details table tbody tr').length > epochs / 2,
  EPOCHS,
  {
    timeout: 600_000,
  },
);
await shoot('training');
await page.getByRole('heading', { name: 'The verdict' }).waitFor({ timeout: 600_000 });
await shoot('train');
await page.getByRole('button', { name: 'Try this model' }).click();
await page.getByRole('button', { name: /^Why/ }).first().click();
await page.getByText('Each number says').waitFor();
await shoot('try');
await page.getByRole('link', { name: 'Data' }).click();
await shoot('data');
await browser.close();
await served.close();

async function shoot(view) {
  for (const { name, colorScheme, width, height } of looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.waitForTimeout(300);
    await page.screenshot({ path: join(folder, `${view}-${name}.png`) });
  }
}
