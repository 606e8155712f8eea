import { DeviceError, DeviceLostError } from '../core/errors.ts';
import { openGpu, type AdapterReport, type Gpu } from '../gpu/device.ts';
import { Pipelines } from '../gpu/pipelines.ts';
import { Tuner, type Choices, type KnownAdapter } from '../runtime/tuning.ts';
import type { Platform } from './platform.ts';

/** A device with its compiled pipelines. */
export interface GpuSession {
  readonly gpu: Gpu;
  readonly pipelines: Pipelines;
}

/** Opens the device when it is first needed, and again after it was lost. */
export class GpuSessions {
  private readonly platform: Platform;
  private current: Promise<GpuSession> | null = null;
  /** Of the device opened last; null before one was. Asking does not open one. */
  report: AdapterReport | null = null;
  private losses = 0;

  constructor(platform: Platform) {
    this.platform = platform;
  }

  async get(): Promise<GpuSession> {
    const opening = (this.current ??= this.open());
    const { gpu } = await opening;
    if (gpu.lostReason === null && gpu.fault === null) return opening;
    if (this.current === opening) {
      if (gpu.lostReason !== null) this.losses++;
      // Whatever still runs on a device with an uncaught error meets a lost device, and recovers on the new one.
      else gpu.destroy();
      this.current = this.open();
    }
    return this.get();
  }

  /** A tuner with what is remembered of this adapter, or with the choices of the run that is repeated. */
  async tuner({ gpu, pipelines }: GpuSession, recorded?: Choices): Promise<Tuner> {
    return new Tuner(gpu, pipelines, recorded ?? (await this.platform.choices.load(gpu.report.key)));
  }

  /** What is remembered of an adapter, without opening it. */
  async known(adapter: AdapterReport | null): Promise<KnownAdapter> {
    if (adapter === null) return { software: false, choices: {} };
    return { software: adapter.software, choices: await this.platform.choices.load(adapter.key) };
  }

  async remember({ gpu }: GpuSession, tuner: Tuner): Promise<void> {
    const { key } = gpu.report;
    await this.platform.choices.save(key, { ...(await this.platform.choices.load(key)), ...tuner.choices });
  }

  /** Whether the device opened last is gone; asked after an error, which the news of the loss may follow by a moment. */
  async isLost(): Promise<boolean> {
    const session = await this.current?.catch(() => null);
    if (!session) return false;
    const { gpu } = session;
    const moment = new Promise((resolve) => setTimeout(resolve, NEWS_MILLISECONDS));
    if (gpu.lostReason === null) await Promise.race([gpu.device.lost, moment]);
    return gpu.lostReason !== null;
  }

  private async open(): Promise<GpuSession> {
    try {
      const gpu = await openGpu(await this.platform.gpu());
      this.report = gpu.report;
      return { gpu, pipelines: new Pipelines(gpu.device) };
    } catch (error) {
      this.current = null; // the next call asks again
      if (this.losses === 0 || !(error instanceof DeviceError)) throw error;
      // Chrome gives a tab no adapter for a while after its second crash of the GPU within two minutes.
      throw new DeviceLostError(`the graphics device was lost and the browser gives no other one (${error.message})`);
    }
  }
}

/** Real crashes were told within 203 ms. */
const NEWS_MILLISECONDS = 500;
