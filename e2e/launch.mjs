import { chromium } from 'playwright';
import { requireChromium } from '../scripts/chromium.mjs';

const GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];

/**
 * A real Chromium without a window. Playwright's own headless shell has no WebGPU; the whole browser has it when it is told
 * to be headless itself.
 *
 * @param {{ gpu?: boolean }} [options]  `gpu` false: WebGPU offers no adapter, as on many Linux machines
 * @returns {Promise<import('playwright').Browser>}
 */
export function launch({ gpu = true } = {}) {
  return chromium.launch({
    headless: false,
    executablePath: requireChromium(),
    args: ['--headless=new', '--no-sandbox', ...(gpu ? GPU : []), ...QUIET],
  });
}
