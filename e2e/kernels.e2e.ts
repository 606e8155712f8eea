import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launch } from './launch.mjs';
import { visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it('finds every kernel right in Chromium', async () => {
  const { page, leave } = await visit(browser);
  const report = await page.evaluate(() => window.nextup.conformance());
  expect(report.kernels.filter(({ pass }) => !pass)).toEqual([]);
  expect(report.passed).toBeGreaterThan(100);
  await leave();
});

it('counts one submit and no new buffer in a training step, as in Node', async () => {
  const { page, leave } = await visit(browser);
  const counts = await page.evaluate(async () => {
    const { id } = await window.nextup.simulate('sequels');
    return window.nextup.counts({ dataset: id, config: { blocks: 2, heads: 2, width: 16, length: 10, dropout: 0.2 } });
  });
  expect(counts).toMatchObject({ submits: 1, buffersCreated: 0, bindGroupsCreated: 0, awaitedReadbacks: 0 });
  expect(counts.dispatches).toBeLessThanOrEqual(75);
  await leave();
});
