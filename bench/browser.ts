import { chromium, type Browser } from 'playwright';
import type { Options } from './options.ts';

const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
const WEBGPU = ['--enable-unsafe-webgpu', '--enable-features=Vulkan'];

/**
 * A Chromium with WebGPU and a profile of its own, so that nothing is cached from the one before. CHROMIUM names the
 * executable: Playwright's own headless shell has no WebGPU, hence the full browser with `--headless=new`.
 */
export async function openBrowser(adapter: Options['adapter']): Promise<Browser> {
  const executablePath = process.env.CHROMIUM;
  const software = adapter === 'swiftshader' ? ['--use-webgpu-adapter=swiftshader'] : [];
  return chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    headless: false,
    args: ['--headless=new', '--no-sandbox', ...WEBGPU, ...software, ...QUIET],
  });
}
