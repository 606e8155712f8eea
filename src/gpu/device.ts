import { DeviceError, DeviceLostError, NoGpuError } from '../core/errors.ts';

/** What the page and the command line say about the adapter; plain data. */
export interface AdapterReport {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** A CPU pretending to be a GPU: correct, slow. */
  readonly software: boolean;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  /** Identifies adapter and driver for remembered measurements. */
  readonly key: string;
}

const REPORTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupsPerDimension',
] as const;

/** A device and everything the engine must know about it. */
export class Gpu {
  readonly device: GPUDevice;
  readonly report: AdapterReport;
  /** Why the device is gone; null while it works. */
  lostReason: string | null = null;
  /** The first error no scope caught; the run that caused it ends with it. */
  fault: string | null = null;

  constructor(device: GPUDevice, report: AdapterReport) {
    this.device = device;
    this.report = report;
    void device.lost.then((info) => {
      this.lostReason = `${info.reason}${info.message === '' ? '' : `: ${info.message}`}`;
    });
    device.addEventListener('uncapturederror', (event) => {
      this.fault ??= event.error.message;
    });
  }

  /** Throws if the device was lost or reported an error: nothing else does after a loss. */
  check(where: string): void {
    if (this.lostReason !== null)
      throw new DeviceLostError(`${where}: the graphics device was lost (${this.lostReason})`);
    if (this.fault !== null) throw new DeviceError(`${where}: the graphics driver reports: ${this.fault}`);
  }

  /**
   * What a failure on this device means: whatever fails on a lost device fails because of the loss, which the caller can
   * recover from. A loss may become known a moment after the call that it broke.
   */
  async meaning(error: unknown): Promise<unknown> {
    if (this.lostReason === null) await Promise.race([this.device.lost, moment()]);
    if (this.lostReason === null || error instanceof DeviceLostError) return error;
    const reason = error instanceof Error ? error.message : String(error);
    return new DeviceLostError(`the graphics device was lost (${this.lostReason}) and broke off: ${reason}`);
  }

  destroy(): void {
    this.device.destroy();
  }
}

const moment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 100));

/** Asks for an adapter and a device with the default limits, larger buffers where offered, and timestamps. */
export async function openGpu(gpu: GPU | undefined): Promise<Gpu> {
  if (gpu === undefined) {
    throw new NoGpuError(
      'WebGPU: this browser has none; use a current Chrome, Edge, Safari or Firefox on a page served by https or localhost',
    );
  }
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) {
    throw new NoGpuError(
      'WebGPU: the browser has it but offers no adapter; update the graphics driver, enable hardware acceleration in the browser settings, or reload if the driver just restarted',
    );
  }
  const report = describe(adapter);
  const wanted = ['timestamp-query'].filter((feature) => adapter.features.has(feature)) as GPUFeatureName[];
  const { maxBufferSize, maxStorageBufferBindingSize } = adapter.limits;
  const request = (requiredLimits: Record<string, number>): Promise<GPUDevice> =>
    adapter.requestDevice({ label: 'nextup', requiredFeatures: wanted, requiredLimits });
  return new Gpu(await request({ maxBufferSize, maxStorageBufferBindingSize }), report);
}

function describe(adapter: GPUAdapter): AdapterReport {
  const { vendor, architecture, description, isFallbackAdapter } = adapter.info;
  const software =
    isFallbackAdapter ||
    /swiftshader|llvmpipe|lavapipe|softpipe|warp|basic render/i.test(`${architecture} ${description}`);
  const limits = Object.fromEntries(REPORTED_LIMITS.map((name) => [name, adapter.limits[name]]));
  return {
    vendor,
    architecture,
    description,
    software,
    features: [...adapter.features].sort(),
    limits,
    key: [vendor, architecture, adapter.info.device, description].join('|'),
  };
}
