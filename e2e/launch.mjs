import { chromium } from 'playwright';
import { requireChromium } from '../scripts/chromium.mjs';

const GPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader', '--enable-features=Vulkan'];
const QUIET = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
/** See src/cli/dawn.ts: kernels write workgroup memory before they read it, and clearing it makes compiling slow. */
const FAST_COMPILES = ['--enable-dawn-features=disable_workgroup_init'];

/**
 * A real Chromium without a window. Playwright's own headless shell has no WebGPU; the whole browser has it when it is told
 * to be headless itself.
 *
 * @param {{ gpu?: boolean, fastCompiles?: boolean }} [options]  `gpu` false: WebGPU offers no adapter, as on many Linux
 *   machines; `fastCompiles`: as browsers do not, for tests of many pipelines
 * @returns {Promise<import('playwright').Browser>}
 */
export function launch({ gpu = true, fastCompiles = false } = {}) {
  const args = [
    '--headless=new',
    '--no-sandbox',
    ...(gpu ? GPU : []),
    ...(fastCompiles ? FAST_COMPILES : []),
    ...QUIET,
  ];
  return chromium.launch({ headless: false, executablePath: requireChromium(), args });
}
