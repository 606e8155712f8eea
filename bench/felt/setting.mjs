import { cpus } from 'node:os';
import { newPage } from './page.mjs';

/** What a result depends on beside the versions. */
export async function conditions(browser, address) {
  const page = await newPage(browser, address);
  const { vendor, architecture } = await page.evaluate(async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const { vendor, architecture } = adapter?.info ?? { vendor: 'no', architecture: 'adapter' };
    return { vendor, architecture };
  });
  await page.context().close();
  return {
    adapter: `${vendor} ${architecture}`,
    browser: `Chromium ${browser.version()}`,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'a processor without a name'}`,
    date: new Date().toISOString().slice(0, 10),
  };
}
