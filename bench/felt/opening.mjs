import { newPage, PATIENCE } from './page.mjs';

const OPENINGS = 5;

/** The part `opening`: from the start of navigation to the first paint and to the first recommended list. */
export async function opening(browser, address) {
  const seen = [];
  for (let i = 0; i < OPENINGS; i++) {
    const page = await newPage(browser, address);
    await page.waitForFunction(() => window.firstList !== undefined, null, PATIENCE);
    const paint = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0].startTime);
    seen.push({ paint, list: await page.evaluate(() => window.firstList) });
    await page.context().close();
  }
  const quantity = (key) => ({ values: seen.map((one) => one[key]), unit: 'ms', better: 'less' });
  return [
    { what: 'first paint', ...quantity('paint') },
    { what: 'first list of the shipped model', ...quantity('list'), goal: 'at most 1500' },
  ];
}
