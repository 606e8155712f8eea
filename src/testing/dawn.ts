import { dawn } from '../cli/dawn.ts';
import type { Platform } from '../engine/platform.ts';
import { testPlatform } from './platform.ts';

/**
 * Dawn in Node that gives every engine of the test files, which share their modules, the same device until it is lost. To compile the pipelines of a run
 * anew takes twice as long as a short run does on a software adapter. A test that loses devices or changes them takes
 * `dawnSeen`.
 */
const sharedDawn = sharing(() => undefined);

/** As `testPlatform`, with Dawn in Node for a GPU. */
export const dawnPlatform = (...kept: Parameters<typeof testPlatform>): Platform => ({
  ...testPlatform(...kept),
  gpu: sharedDawn,
});

/** Dawn in Node whose devices a test sees as they are made, to take them away or to change them. */
export const dawnSeen = (seen: (device: GPUDevice) => void): Promise<GPU> =>
  withDevices(async (request, descriptor) => {
    const device = await request(descriptor);
    seen(device);
    return device;
  });

/** As `dawnSeen`, but with one device until it is lost. */
export function sharing(seen: (device: GPUDevice) => void): () => Promise<GPU> {
  let current: Promise<GPUDevice> | null = null;
  const first = async (request: Request, descriptor?: GPUDeviceDescriptor): Promise<GPUDevice> => {
    const device = await request(descriptor);
    void device.lost.then(() => (current = null));
    holdPipelines(device);
    seen(device);
    return device;
  };
  return () => withDevices((request, descriptor) => (current ??= first(request, descriptor)));
}

/** Dawn compiles no pipeline again that somebody holds. */
function holdPipelines(device: GPUDevice): void {
  const held = new Set<GPUComputePipeline>();
  const create = device.createComputePipelineAsync.bind(device);
  device.createComputePipelineAsync = async (descriptor) => {
    const pipeline = await create(descriptor);
    held.add(pipeline);
    return pipeline;
  };
}

type Request = GPUAdapter['requestDevice'];

/** Dawn in Node that makes its devices in another way. */
async function withDevices(
  make: (request: Request, descriptor?: GPUDeviceDescriptor) => Promise<GPUDevice>,
): Promise<GPU> {
  const instance = await dawn();
  const requestAdapter = async (options?: GPURequestAdapterOptions): Promise<GPUAdapter | null> => {
    const adapter = await instance.requestAdapter(options);
    if (adapter === null) return null;
    const request = adapter.requestDevice.bind(adapter);
    adapter.requestDevice = (descriptor) => make(request, descriptor);
    return adapter;
  };
  return Object.assign(Object.create(instance) as GPU, { requestAdapter });
}
