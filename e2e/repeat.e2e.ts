import type { Browser, Page } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, eventually, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

/** Trains a tiny recipe through the console's facade; pauses once `pauseAt` steps are made. */
const trainTiny = (page: Page, pauseAt: number | null) =>
  page.evaluate(async (limit) => {
    const { nextup } = window;
    const { id } = await nextup.simulate('sequels');
    const config = { blocks: 1, heads: 1, width: 16, length: 10, dropout: 0.1 };
    const recipe = { dataset: id, config, training: { epochs: 4, batch: 64, learningRate: 3e-3 }, seed: 3 };
    let run = '';
    const { phase, stateSha256, weightsSha256 } = await nextup.train(
      recipe,
      (event) => {
        if (event.kind === 'started') run = event.run;
        if (limit !== null && event.kind === 'steps' && event.step >= limit) void nextup.pause(run);
      },
      { baselines: false },
    );
    return { phase, stateSha256, weightsSha256 };
  }, pauseAt);

it('ends in the same bits twice, and after pause, reload and resume', async () => {
  const { page, leave } = await visit(browser);
  const straight = await trainTiny(page, null);
  expect(straight.phase).toBe('finished');
  expect(await trainTiny(page, null)).toEqual(straight);

  expect((await trainTiny(page, 6)).phase).toBe('paused');
  await page.reload();
  await page.getByText('A run is unfinished:').waitFor();
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  await page.getByRole('button', { name: 'Resume' }).first().click();
  await page.getByText('Finished', { exact: true }).waitFor();
  await eventually(() =>
    page.evaluate(async () => {
      const trained = (await window.nextup.runs()).filter(({ adapter }) => adapter !== null); // not the shipped model
      return trained.map(({ stateSha256 }) => stateSha256);
    }),
  ).toEqual([1, 2, 3].map(() => straight.stateSha256)); // the first two were kept when they finished
  expect(await page.getByText('A run is unfinished:').count()).toBe(0);
  await leave();
});

it('refuses to train in a second tab of the same browser, and says why', async () => {
  const { page, leave } = await visit(browser);
  const other = await page.context().newPage();
  await other.goto(page.url());
  const refused = await page.evaluate(async () => {
    const { id } = await window.nextup.simulate('sequels');
    return new Promise<string>((resolve) => {
      void window.nextup.train({ dataset: id, preset: 'tiny' }, (event) => {
        if (event.kind === 'started') resolve(event.run);
      });
    });
  });
  expect(refused).toBe('run-1');
  const message = await other.evaluate(async () => {
    const { id } = await window.nextup.simulate('sequels');
    return window.nextup.train({ dataset: id, preset: 'tiny' }).then(
      () => 'it trained',
      (error: unknown) => (error instanceof Error ? error.message : ''),
    );
  });
  expect(message).toContain('another tab');
  await leave();
});
