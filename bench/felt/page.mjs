export const PATIENCE = { timeout: 600_000 };
const WINDOW_MILLISECONDS = 3000;

/** The page in a profile that cached nothing, in a window that is open, since Chromium loads pages of its own into a new one. */
export async function newPage(browser, address) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.querySelectorAll('ol.ranked .name').length < 10) return;
      observer.disconnect();
      requestAnimationFrame(() => (window.firstList = performance.now()));
    }).observe(document, { subtree: true, childList: true });
  });
  await page.waitForTimeout(WINDOW_MILLISECONDS);
  await page.goto(address);
  return page;
}
