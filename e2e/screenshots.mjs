/** `node e2e/screenshots.mjs [EPOCHS]`: pictures of every view, before and after a short run on the bookshop, into docs/screenshots. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage, serve } from '../scripts/start.mjs';
import { launch } from './launch.mjs';

const folder = join(import.meta.dirname, '..', 'docs', 'screenshots');
const EPOCHS = Number(process.argv[2] ?? 8);
const LONG = { timeout: 900_000 };
const looks = [
  { name: 'light', colorScheme: 'light', width: 1280, height: 960 },
  { name: 'dark', colorScheme: 'dark', width: 1280, height: 960 },
  { name: 'phone', colorScheme: 'light', width: 390, height: 844 },
];

const served = await serve({ folder: await buildPage() });
const browser = await launch({ fastCompiles: true });
mkdirSync(folder, { recursive: true });
const page = await browser.newPage({ reducedMotion: 'reduce' });
await page.goto(served.address);
await page.getByRole('heading', { name: 'What would this reader take next?' }).waitFor();
await page.locator('.ranked .name').first().waitFor();
await shoot('try');
await open('Look');
await page.locator('canvas').first().waitFor();
await shoot('look');
await open('Data');
await shoot('data');
await page
  .getByLabel('Choose files…')
  .setInputFiles({ name: 'orders.csv', mimeType: 'text/csv', buffer: Buffer.from(await page.evaluate(orders)) });
await page.getByRole('button', { name: 'Read the file' }).waitFor();
await shoot('match');
await page.getByRole('button', { name: 'Read the file' }).click();
await page.getByRole('heading', { name: 'Shape' }).waitFor();
await page.getByText('What is tested').waitFor();
await shoot('shape');
await page.getByRole('button', { name: 'Cancel' }).click();
await open('Model');
await shoot('model');

await open('Train');
await page.getByLabel('Preset').selectOption('tiny');
await page.getByLabel('epochs').fill(String(EPOCHS));
await page.getByLabel('learning rate').fill('0.006');
await page.getByLabel('batch').fill('64');
await page.getByRole('button', { name: 'Train', exact: true }).click();
await page.getByText(new RegExp(`^After epoch ${Math.ceil(EPOCHS / 2)} `)).waitFor(LONG);
await shoot('training');
await page.getByRole('heading', { name: 'The verdict' }).waitFor(LONG);
await shoot('train');
await open('Compare');
await page.getByRole('checkbox', { name: /Run 1/ }).check();
await page.getByRole('checkbox', { name: /Markov/ }).check();
await shoot('compare');
await open('Papers');
await page.getByText('144 of 144 papers').waitFor();
await page.getByRole('button', { name: 'Embarrassingly simple graph heuristic' }).click();
await shoot('papers');
await open('Compare');
await page.getByRole('button', { name: 'Share…' }).click();
await page
  .getByText(/characters/)
  .first()
  .waitFor(LONG);
await shoot('share');
await browser.close();
await served.close();

/** The first readers of the bookshop as a shop would export them. Runs in the page. */
async function orders() {
  const { nextup } = window;
  const { id } = await nextup.simulate('bookshop');
  const rows = (await nextup.histories(id, 0, 500)).flatMap(({ user, items, times }) =>
    items.map((item, i) =>
      [user, item.id, `"${item.title.replaceAll('"', '""')}"`, new Date(1000 * times[i]).toISOString()].join(','),
    ),
  );
  return ['customer,product,title,ordered_at', ...rows].join('\n');
}

async function open(view) {
  await page.getByRole('navigation').getByRole('link', { name: view, exact: true }).click();
}

async function shoot(view) {
  for (const { name, colorScheme, width, height } of looks) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    await page.evaluate(() => window.scrollTo(0, 0));
    await page.waitForTimeout(700);
    await page.screenshot({ path: join(folder, `${view}-${name}.png`) });
  }
}
