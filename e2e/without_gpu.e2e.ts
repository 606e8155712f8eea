import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createEngine } from '../src/engine/engine.ts';
import { testPlatform } from '../src/testing/platform.ts';
import { chooseTiny, connect, eventually, openWorld, train, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

/** The same run in Node, on the processor too. */
async function inNode(): Promise<string> {
  const engine = createEngine(testPlatform());
  const { id: dataset } = await engine.simulate('sequels');
  const { stateSha256 } = await engine.train({ dataset, preset: 'tiny', training: { epochs: 1, learningRate: 0.005 } });
  return stateSha256;
}

it('trains on the processor, says so, and comes to the same weights as in a terminal, bit for bit', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  await chooseTiny(page, 1);
  const notice = page.getByRole('region', { name: 'Processor' });
  await notice.getByText('No GPU here, so the processor trains:').waitFor();
  const advice = notice.getByText('chrome://flags');
  expect(await advice.isVisible()).toBe(false);
  await notice.getByText('How to give it a GPU').click();
  await advice.waitFor();

  await train(page);
  await page.getByText('WebAssembly SIMD').first().waitFor();
  const runs = await page.evaluate(() => window.nextup.runs());
  const run = runs.find(({ adapter }) => adapter?.architecture === 'processor');
  expect(run).toMatchObject({ phase: 'finished', epochs: 1 });
  expect(run?.stateSha256).toBe(await inNode());

  await page.getByRole('button', { name: 'Try this model' }).click();
  await eventually(() =>
    page
      .getByRole('list', { name: /^Recommended by/ })
      .first()
      .getByRole('listitem')
      .count(),
  ).toBe(10);
  await leave();
});

it('recommends with baselines, and explains what they say', async () => {
  const { page, leave } = await visit(browser);
  await openWorld(page, 'Sequels');
  await page.getByRole('link', { name: 'Try' }).click();
  const list = page.getByRole('list', { name: 'Recommended by Popularity' });
  await eventually(() => list.getByRole('listitem').count()).toBe(10);
  await page.getByLabel('Beside it').selectOption('markov1');
  const other = page.getByRole('list', { name: 'Recommended by Markov chain' });
  await eventually(() => other.getByRole('listitem').count()).toBe(10);
  await other.getByRole('button', { name: /^Why/ }).first().click();
  await page.getByText(/Mostly because of/).waitFor();
  await leave();
});

it('offers training beside the first list', async () => {
  const { page, leave } = await visit(browser, { view: 'try' });
  await page.getByRole('button', { name: 'Train it yourself' }).waitFor();
  expect(await page.getByText('cannot train').count()).toBe(0);
  await leave();
});
