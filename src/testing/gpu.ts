import { dawn } from '../cli/dawn.ts';
import { openGpu, type Gpu } from '../gpu/device.ts';

/** A device on Dawn in Node; GPU tests fail rather than skip where there is no adapter (see docs/testing.md). */
export async function testGpu(): Promise<Gpu> {
  return openGpu(await dawn());
}
