const MARKS = 'blink.user_timing';

/**
 * Chromium's trace of `categories` during `work`, and where in it the page is.
 *
 * @returns {Promise<{ events: object[], pid: number, tid: number }>} `pid` and `tid`: of the page's main thread
 */
export async function traced(browser, page, categories, work) {
  await browser.startTracing(page, { categories: [...categories, MARKS] });
  await page.evaluate(() => void performance.mark('this page'));
  await work();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString());
  const { pid, tid } = traceEvents.find(({ cat, name }) => cat === MARKS && name === 'this page');
  return { events: traceEvents, pid, tid };
}
