import { expect, it } from 'vitest';
import { launch } from './launch.mjs';
import { connect, visit } from './visit.ts';

/** What differs between Node and Chromium is not the arithmetic of a size; with EVERY_SIZE=1 all of them are checked here too. */
const quick = process.env.EVERY_SIZE !== '1';

it('finds every kernel right in Chromium', async () => {
  const browser = await connect('gpu');
  const { page, leave } = await visit(browser);
  const report = await page.evaluate((options) => window.nextup.conformance('', undefined, options), { quick });
  expect(report.kernels.filter(({ pass }) => !pass)).toEqual([]);
  expect(new Set(report.kernels.map(({ kernel }) => kernel)).size).toBeGreaterThanOrEqual(90);
  await leave();
  await browser.close();
});

it('checks kernels from the console and counts a training step as Node does, in a browser as people have it', async () => {
  const browser = await launch(); // the one journey whose kernels compile as in everybody's: with workgroup memory cleared
  const { page, leave } = await visit(browser);
  const layernorm = await page.evaluate(() => window.nextup.conformance('layernorm'));
  expect([layernorm.failed, new Set(layernorm.kernels.map(({ kernel }) => kernel.split('.')[0]))]).toEqual([
    0,
    new Set(['layernorm']),
  ]);
  const counts = await page.evaluate(async () => {
    const { id } = await window.nextup.simulate('sequels');
    return window.nextup.counts({ dataset: id, config: { blocks: 2, heads: 2, width: 16, length: 10, dropout: 0.2 } });
  });
  expect(counts).toMatchObject({ submits: 1, buffersCreated: 0, bindGroupsCreated: 0, awaitedReadbacks: 0 });
  expect(counts.dispatches).toBeLessThanOrEqual(75);
  await leave();
  await browser.close();
});

it('gives no result before its last report, also on a page that is four times as slow', async () => {
  const browser = await connect('gpu');
  const { page, leave } = await visit(browser);
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  const counts = await page.evaluate(async () => {
    let [reports, reported] = [0, 0];
    const work = setInterval(() => {
      for (const until = performance.now() + 20; performance.now() < until;); // the page draws
    }, 25);
    const { kernels } = await window.nextup.conformance('layernorm', (results) => {
      reports++;
      reported += results.length;
    });
    const atResult = reported;
    await new Promise((resolve) => setTimeout(resolve, 500));
    clearInterval(work);
    return { reports, reported, atResult, kernels: kernels.length };
  });
  expect(counts.reports).toBeGreaterThan(1);
  expect(counts.atResult).toBe(counts.kernels);
  expect(counts.reported).toBe(counts.kernels);
  await leave();
  await browser.close();
});
