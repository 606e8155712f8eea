import { join } from 'node:path';
import { version } from '../../package.json';
import { NoGpuError } from '../core/errors.ts';
import type { Platform } from '../engine/platform.ts';
import { checkpointFolder, runsFolder } from './checkpoint_folder.ts';
import { dawn } from './dawn.ts';
import { nodeEncode } from './encoder.ts';
import { cacheFolder, rememberedVariants } from './remembered_variants.ts';

/** The folder an unfinished run is kept in; null keeps nothing. A command decides, and may change its mind. */
export interface Keeping {
  folder: string | null;
  /** The folder finished runs are kept in; null keeps none. */
  runs: string | null;
}

/** The engine's needs in Node: Dawn, checkpoints in a folder, measured variants in the user's cache. */
export function nodePlatform(keeping: Keeping): Platform {
  return {
    gpu: dawnWithAdapter,
    slots: () => Promise.resolve(keeping.folder === null ? null : checkpointFolder(keeping.folder)),
    shelf: () => Promise.resolve(keeping.runs === null ? null : runsFolder(keeping.runs)),
    datasets: () => Promise.resolve(null), // its files are at hand
    vectors: () => Promise.resolve(runsFolder(join(cacheFolder(), 'vectors'))),
    encoders: () => Promise.resolve(null), // likewise
    encode: nodeEncode,
    room: () => Promise.resolve(null),
    choices: rememberedVariants(),
    now: () => performance.now() / 1000,
    spent: () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1e6;
    },
    version,
    commit: import.meta.env.VITE_COMMIT ?? 'unknown', // written into the bundle by scripts/bundle-lab.mjs
  };
}

/** Asks for an adapter here, because what to do without one differs from a browser. */
async function dawnWithAdapter(): Promise<GPU> {
  const gpu = await dawn();
  if ((await gpu.requestAdapter({ powerPreference: 'high-performance' })) !== null) return gpu;
  throw new NoGpuError(
    'Dawn: no graphics adapter was found; install a Vulkan driver, or a Chromium, whose software adapter serves (name it in the variable CHROMIUM)',
  );
}
